#!/bin/sh
# Builds the wheel, installs it in a clean environment and asks it a question, away from the checkout.
set -eu
root=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/.venv/bin/python" -m pip wheel --quiet --no-deps --wheel-dir "$work" "$root"
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$(sed -n 's/^torch==/torch==/p' "$root/requirements.lock")"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check -c "$root/requirements.lock" "$work"/*.whl
cd "$work"
venv/bin/coach --help > help.txt
COACH_HOME="$work/home" COACH_LIBRARY="$work/none" venv/bin/coach ask --json \
  "Everyone else has signed up and one partner will not join. Do we wait for them?" > answer.json
venv/bin/python -c 'import json; a = json.load(open("answer.json")); assert a["kind"] == "answer" and a["citations"], a; print("the wheel answers, citing", a["citations"][0]["speaker"])'
