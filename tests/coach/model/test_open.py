import pytest

from coach.model.open import ModelMisconfigured, name_of, open_model


def test_a_model_is_opened_without_a_request() -> None:
    assert name_of(open_model("openai:gpt-anything")) == "gpt-anything"


def test_a_server_of_ones_own_needs_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert name_of(open_model("openai:qwen3", "http://127.0.0.1:9/v1")) == "qwen3"


@pytest.mark.parametrize(
    ("name", "address", "says"),
    [
        ("nonsense", "", "names no provider"),
        ("openai:", "", "names no provider"),
        ("nobody:model", "", "names no provider"),
        ("cohere:command", "", "not installed"),
        ("openai:gpt-anything", "localhost:8000", "COACH_LLM_BASE_URL"),
    ],
)
def test_a_wrong_name_is_one_clear_line(name: str, address: str, says: str) -> None:
    with pytest.raises(ModelMisconfigured, match=says) as caught:
        open_model(name, address)
    assert "\n" not in str(caught.value)


def test_a_missing_key_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    with pytest.raises(ModelMisconfigured, match="key") as caught:
        open_model("openai:gpt-anything")
    assert "\n" not in str(caught.value)
