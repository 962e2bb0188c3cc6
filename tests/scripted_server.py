"""A server of OpenAI's chat completions that plays what it is told, over real HTTP."""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Play = Callable[["Stage", "Asked"], None]


@dataclass(frozen=True)
class Account:
    """One piece of evidence as the request has it."""

    id: str
    speaker: str
    account: str
    verbatim: str


@dataclass(frozen=True)
class Asked:
    """A request: its messages, and what was read out of its fences."""

    body: dict[str, Any]
    accounts: tuple[Account, ...]
    leader: str

    @property
    def text(self) -> str:
        """Everything that was sent, as one text."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])

    @property
    def is_repair(self) -> bool:
        """Whether the request asks to mend some lines."""
        return self.body["messages"][-2]["role"] == "assistant"

    @property
    def is_follow_up(self) -> bool:
        """Whether the request asks to understand a message, not for an answer."""
        return not self.accounts


@dataclass
class Script:
    """What the server plays, one after another, the last one for ever; and what it was sent."""

    plays: list[Play] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    sent: int = 0  # bytes of bodies
    hung_up: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    url: str = ""


class Stage(BaseHTTPRequestHandler):
    """One request, answered by the play whose turn it is."""

    script: Script
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Read the request and let the next play answer."""
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked = read_request(body)
        script = self.script
        play = script.plays[min(len(script.asked), len(script.plays) - 1)]
        script.asked.append(asked)
        self.close_connection = True
        try:
            play(self, asked)
        except (BrokenPipeError, ConnectionResetError):
            script.hung_up.set()

    def start(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        """Send the head of a response whose end is the end of the connection."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, data: bytes) -> None:
        """Send a piece of the body."""
        self.wfile.write(data)
        self.wfile.flush()
        self.script.sent += len(data)

    def say(self, text: str, size: int = 12) -> None:
        """Stream a text in small pieces."""
        for at in range(0, len(text), size):
            self.send(event({"content": text[at : at + size]}))

    def end(self) -> None:
        """End a stream as it should end."""
        self.send(event({}, "stop") + b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the tests quiet."""


def event(delta: dict[str, str], finish: str | None = None) -> bytes:
    """Return one server-sent event with a piece of an answer."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    record = {
        "id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted",
        "choices": [choice],
    }  # fmt: skip
    return b"data: " + json.dumps(record).encode() + b"\n\n"


def read_request(body: dict[str, Any]) -> Asked:
    """Return a request with the accounts that stand in its fences."""
    text = "\n".join(str(m["content"]) for m in body["messages"] if m["role"] == "user")
    accounts = [
        Account(
            match["id"],
            match["speaker"],
            match["account"].strip(),
            "\n".join(re.findall(r"^verbatim: (.*)$", match[0], re.M)),
        )
        for match in re.finditer(
            r'<evidence-(?P<nonce>\w+) id="(?P<id>\w+)">\nspeaker: (?P<speaker>.*)\n'
            r"account: (?P<account>.*)\n(?:.*\n)*?</evidence-(?P=nonce)>",
            text,
        )
    ]
    leader = re.search(r"<leader-(\w+)>\n(.*)\n</leader-\1>", text)
    return Asked(body, tuple(accounts), leader[2] if leader else "")


@contextmanager
def serve(*plays: Play) -> Iterator[Script]:
    """Serve plays from a port of this computer until the block ends."""
    script = Script(list(plays))
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("ThisStage", (Stage,), {"script": script}))
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.over.set()
        server.shutdown()
        server.server_close()


def lines(*claims: dict[str, Any]) -> str:
    """Return claims as JSON Lines."""
    return "\n".join(json.dumps(claim) for claim in claims) + "\n"


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, as a model would copy it."""
    return re.split(r"(?<=[.!?])\s", text.strip())[0]


def tell(account: Account) -> dict[str, Any]:
    """Return a claim that an account bears out: a sentence of the card."""
    return {"kind": "paraphrase", "ids": [account.id], "text": first_sentence(account.account)}


def cite(account: Account) -> dict[str, Any]:
    """Return a quotation that stands in an account's verbatim lines."""
    return {"kind": "quote", "ids": [account.id], "text": first_sentence(account.verbatim)}


def good(account: Account) -> list[dict[str, Any]]:
    """Return true claims about one account."""
    return [tell(account), *([cite(account)] if account.verbatim else [])]


def answer(write: Callable[[Asked], str], size: int = 12) -> Play:
    """Return the play that streams what write makes of the request."""

    def play(stage: Stage, asked: Asked) -> None:
        stage.start()
        stage.say(write(asked), size)
        stage.end()

    return play


REFLECTION = {"kind": "coach", "text": "It sounds as if people around you are not ready to move."}


def write_good(asked: Asked) -> str:
    """Write an answer that is true throughout."""
    return lines(REFLECTION, *(claim for one in asked.accounts[:3] for claim in good(one)))


def send_status(status: int, body: str = '{"error": {"message": "no"}}', **headers: str) -> Play:
    """Return the play that answers with an error."""

    def play(stage: Stage, asked: Asked) -> None:
        stage.start(status, "application/json", **headers)
        stage.send(body.encode())

    return play


def break_off(stage: Stage, asked: Asked) -> None:
    """Stream one whole claim and half of the next, and drop the line."""
    stage.send_response(200)
    stage.send_header("Content-Type", "text/event-stream")
    stage.send_header("Transfer-Encoding", "chunked")
    stage.end_headers()
    text = lines(*good(asked.accounts[0]))
    for piece in (text, text[: len(text) // 3]):
        data = event({"content": piece})
        stage.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
    stage.wfile.write(b"fff\r\nhalf a chu")
    stage.wfile.flush()
    stage.connection.close()


def hang(stage: Stage, asked: Asked) -> None:
    """Accept the request and say nothing until the reader hangs up, or the test is over."""
    stage.start()
    while not stage.script.over.wait(0.05):
        stage.send(b": waiting\n\n")


def be_silent(stage: Stage, asked: Asked) -> None:
    """Accept the request and send nothing at all."""
    stage.script.over.wait(30)


def send_html(stage: Stage, asked: Asked) -> None:
    """Answer with a page, as a proxy does that wants a login."""
    stage.start(kind="text/html")
    stage.send(b"<!doctype html><title>Log in</title><script>alert(1)</script>" * 20)


def send_50_mb(stage: Stage, asked: Asked) -> None:
    """Send 50 MB without the end of a line."""
    stage.start()
    stage.send(b"data: ")
    for _ in range(50 * 16):
        stage.send(b"x" * 65_536)


def stream_50_mb(stage: Stage, asked: Asked) -> None:
    """Stream 50 MB of words, each event in order."""
    stage.start()
    piece = event({"content": "word " * 2000})
    for _ in range(50_000_000 // len(piece)):
        stage.send(piece)
    stage.end()


def send_bad_utf8(stage: Stage, asked: Asked) -> None:
    """Stream bytes that are no UTF-8."""
    stage.start()
    text = lines(*good(asked.accounts[0]))
    stage.send(event({"content": text}).replace(b"text", b"te\xff\xfe\xc3\x28xt") * 3)
    stage.end()
