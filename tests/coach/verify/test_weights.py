from dataclasses import astuple, replace

from coach.verify.antonyms import antonyms
from coach.verify.features import Features
from coach.verify.rarity import information, ranks
from coach.verify.relatives import nearness, relatives
from coach.verify.weights import load_weights, log_odds


def test_more_of_a_claim_found_never_lowers_its_score() -> None:
    weights = load_weights()
    none = Features(0.0, 0.0, 0.0, 0.0)
    for name in ("best", "whole", "grams", "order"):
        assert log_odds(replace(none, **{name: 1.0}), weights) >= log_odds(none, weights)
    assert all(isinstance(value, (int, float, str)) for value in astuple(weights))


def test_rare_words_tell_more_than_common_ones() -> None:
    assert information("the") < information("hospital") < information("zyzzyva")
    assert ranks()["the"] == 0


def test_opposites_are_no_relatives() -> None:
    assert nearness("persuad", "persuad") == 1
    pairs = [(stem, other) for stem, near in relatives().items() for other in near]
    assert not [pair for pair in pairs if pair[1] in antonyms().get(pair[0], ())]
