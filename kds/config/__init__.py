"""What people configure: the kitchen files and the server's settings, typed and frozen, or an error that helps."""

from kds.config.loading import Loaded, file_digest, load_kitchen, read_kitchen
from kds.config.problems import KitchenFileError, Problem
from kds.config.reading import after_reading
from kds.config.report import check_report
from kds.config.settings import Settings, SettingsError, is_loopback, load_settings

__all__ = [
    "KitchenFileError",
    "Loaded",
    "Problem",
    "Settings",
    "SettingsError",
    "after_reading",
    "check_report",
    "file_digest",
    "is_loopback",
    "load_kitchen",
    "load_settings",
    "read_kitchen",
]
