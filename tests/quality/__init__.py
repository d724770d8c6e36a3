"""Floors under the quality of answers, measured on question sets."""
