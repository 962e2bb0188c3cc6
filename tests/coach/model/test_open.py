from pathlib import Path

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


@pytest.mark.parametrize("door", ["cli", "app"])
def test_both_doors_say_what_is_wrong_before_they_build_anything(
    door: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import app
    import cli

    monkeypatch.setenv("COACH_LLM", "nobody:model")
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    code = cli.main(["ask", "What now?"]) if door == "cli" else app.main()
    said = capsys.readouterr().err
    assert code == 2
    assert said.startswith("coach: COACH_LLM=nobody:model names no provider")
    assert said.count("\n") == 1
    assert not (tmp_path / "home").exists()
