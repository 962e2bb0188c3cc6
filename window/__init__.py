"""The parts of the browser window: they draw what the coach answers, and nothing else."""
