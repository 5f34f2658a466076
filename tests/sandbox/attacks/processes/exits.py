"""Ends the process in the middle of a cell, with the status of success."""

import os

os._exit(0)
