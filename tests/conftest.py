"""What every test run prints besides its results."""

from __future__ import annotations

from tests.coverage_report import pytest_terminal_summary

__all__ = ["pytest_terminal_summary"]
