"""What a user would write instead, from the usual tutorial, on the same weights: the speed rival.

python -m eval.rival ingest PDF FOLDER    reads, splits, embeds and stores
python -m eval.rival ask FOLDER QUESTION  opens the store and prints the nearest chunks
"""

import sys
from pathlib import Path
from typing import Any

from vectorstore.quiet import silence_telemetry


def open_embeddings() -> Any:
    """Return LangChain's embeddings over the packaged weights."""
    from langchain_huggingface import HuggingFaceEmbeddings

    from vectorstore.embedder import packaged_path

    return HuggingFaceEmbeddings(model_name=str(packaged_path()))


def ingest(pdf: Path, folder: Path) -> None:
    """Read pages, split recursively at 1000/200, embed and store."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from pypdf import PdfReader

    pages = [
        Document(page.extract_text(), metadata={"page": number})
        for number, page in enumerate(PdfReader(pdf).pages)
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    Chroma.from_documents(
        splitter.split_documents(pages), open_embeddings(), persist_directory=str(folder)
    )


def ask(folder: Path, question: str) -> None:
    """Print the four chunks nearest to a question."""
    from langchain_chroma import Chroma

    store = Chroma(persist_directory=str(folder), embedding_function=open_embeddings())
    for document in store.similarity_search(question):
        print(document.metadata["page"], document.page_content[:80].replace("\n", " "))


if __name__ == "__main__":
    silence_telemetry()
    if sys.argv[1] == "ingest":
        ingest(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        ask(Path(sys.argv[2]), sys.argv[3])
