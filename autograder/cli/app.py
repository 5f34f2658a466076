"""The command line: `autograder` and its commands."""

import click

from autograder.cli import answer_files, authoring, collecting, grading, student
from autograder.startup import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="autograder")
def cli() -> None:
    """Going Deeper: grade Keras answers by what they compute.

    \b
    Try it:          autograder demo
    Your own work:   autograder check my_answers.py
    A class:         autograder collect FILE.zip    (what Canvas or Moodle gave you, into submitted/)
                     autograder grade residual      (everything under submitted/)
    Something off?   autograder doctor

    A student's function is run on several cases; what it builds is compared with the reference solution: shapes,
    parameter counts, outputs with equal weights, behaviour in training. Each command has its own --help.
    """


for module in (answer_files, student, collecting, grading, authoring):
    for found in vars(module).values():
        if isinstance(found, click.Command):
            cli.add_command(found)
