"""Evidence, the embedder, the index on disk, and the search over it."""
