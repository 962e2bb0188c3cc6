"""The parts of the terminal door: what may be typed, what is done about it, what is printed."""
