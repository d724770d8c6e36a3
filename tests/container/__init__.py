"""The container image, built and run for real; left out unless asked for: `pytest -m container`."""
