"""One turn of conversation: triage, understand, retrieve, compose, verify."""
