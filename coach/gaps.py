"""Names the parts of a dilemma on which the interviews have nothing, sentence by sentence."""

from coach.conversation import Conversation
from coach.cover import is_covered
from coach.retrieve import retrieve
from coach.understand import understand
from vectorstore.sentences import split_sentences
from vectorstore.store import Store

DEPTH = 10
SHORTEST = 6  # words; a shorter sentence says too little to be judged by itself
QUESTION = 12  # words; a shorter question leans on what was said before it
MOST = 3


def find_gaps(store: Store, *texts: str) -> tuple[str, ...]:
    """Return the sentences that would not be covered if they were all that was asked."""
    sentences = [sentence.text for text in texts for sentence in split_sentences(text)]
    if len(sentences) < 2:  # a dilemma of one sentence is covered as a whole, or not at all
        return ()
    gaps = []
    for sentence in sentences:
        if len(sentence.split()) < (QUESTION if sentence.endswith("?") else SHORTEST):
            continue
        query = understand(sentence, Conversation(), store)
        if not is_covered(query, retrieve(store, query, Conversation(), DEPTH)):
            gaps.append(sentence)
    return tuple(gaps[:MOST])
