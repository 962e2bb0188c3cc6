"""Opens the language model that the server's configuration names, and only that one."""

import re
from typing import TYPE_CHECKING, Any, cast

from prompts.load import fill, load_texts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LONGEST_SILENCE = 30.0  # seconds without a byte


class ModelMisconfigured(Exception):
    """The model that is configured cannot be opened; the text is one line that says why."""


def open_model(name: str, address: str = "") -> "BaseChatModel":
    """Return a chat model by its name, "provider:model"; address is its base URL if not the usual.

    Keys are read by the provider's own package. Raises ModelMisconfigured; nothing is sent.
    """
    provider, _, model = name.partition(":")
    if address and not re.match(r"https?://\S+$", address):
        raise ModelMisconfigured(load_texts("model")["wrong_address"])
    if not (provider.strip() and model.strip()):
        raise wrong("wrong_provider", name)
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {}
    if address:
        options["base_url"] = address
    try:
        if provider == "openai":
            options |= options_of_openai()
        return cast("BaseChatModel", init_chat_model(model, model_provider=provider, **options))
    except ImportError as error:
        raise wrong("wrong_package", name, package=error.name or str(error)) from error
    except Exception as error:  # each provider has its own, and some quote a key in their text
        if "provider" in str(error) and isinstance(error, ValueError):
            raise wrong("wrong_provider", name) from None
        if address and provider == "openai" and "api_key" in str(error):
            # A server of one's own often wants no key, but the package insists on one.
            options["api_key"] = "none"
            return cast("BaseChatModel", init_chat_model(model, model_provider=provider, **options))
        raise wrong("wrong_settings", name, error=type(error).__name__) from None


def options_of_openai() -> dict[str, Any]:
    """Return what keeps an OpenAI-compatible server on a short lead; retries are ours."""
    from coach.model.bounded import open_client

    return {
        "timeout": LONGEST_SILENCE,
        "max_retries": 0,
        "stream_usage": False,
        "http_socket_options": (),  # a choice of its own would pass by a proxy
        "http_async_client": open_client(LONGEST_SILENCE),
    }


def wrong(text: str, name: str, **fields: str) -> ModelMisconfigured:
    """Return the error that one of the fixed texts describes."""
    shown = re.sub(r"[^\w.:/@ -]", "", name)[:80]
    return ModelMisconfigured(fill(load_texts("model")[text], name=shown, **fields))


def name_of(model: "BaseChatModel") -> str:
    """Return the name under which a model is known to its provider."""
    known = getattr(model, "model_name", None) or getattr(model, "model", None)
    return str(known) if isinstance(known, str) and known else type(model).__name__
