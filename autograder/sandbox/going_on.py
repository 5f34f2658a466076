"""Goes on with the definitions of a notebook's cell when a statement of it fails.

What a student does around an answer, such as mounting a drive or drawing in a window, may not work where answers are
graded; the function below it is defined all the same. `notebook_shell` has this in its shell.
"""

import ast
from typing import Any

from autograder.sandbox.capturing_shell import CapturingShell
from autograder.sandbox.stand_ins import standing_in, stands_in_for

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign)
WENT_ON = "The grader went on with the definitions below this line.\n"


class GoingOn(CapturingShell):
    """A shell that runs each statement of a cell for itself.

    Attributes:
        script: Whether it runs a file, which ends where it fails.
        first_error: What went wrong first in what `run_cell` was given, in a cell magic's body too. To be reset.
    """

    script = False
    first_error: BaseException | None = None

    def run_cell(self, *args: Any, **kwargs: Any) -> Any:
        result = super().run_cell(*args, **kwargs)
        if self.first_error is None:
            self.first_error = _error_of(result)
        return result

    async def run_ast_nodes(
        self,
        nodelist: Any,
        cell_name: Any,
        interactivity: Any = "last_expr",
        compiler: Any = compile,
        result: Any = None,
    ) -> bool:
        """Run a cell's statements; after one that fails, the definitions.

        After an interrupt they are those that take no time to speak of, and after one more, none.
        """
        if self.script:
            return bool(await super().run_ast_nodes(nodelist, cell_name, interactivity, compiler, result))
        first: BaseException | None = None
        kinds: tuple[type[ast.stmt], ...] = (ast.stmt,)
        quiet = self.quiet
        try:
            for place, node in enumerate(nodelist):
                shows = interactivity if interactivity == "all" or node is nodelist[-1] else "none"
                if not isinstance(node, kinds) or not await super().run_ast_nodes(
                    [node], cell_name, shows, compiler, result
                ):
                    continue
                error = _error_of(result)
                result.error_before_exec = result.error_in_exec = None
                if not isinstance(error, (Exception, SystemExit)):
                    kinds = () if kinds is DEFINITIONS else DEFINITIONS
                elif first is None:
                    kinds = DEFINITIONS + ASSIGNMENTS
                if first is None:
                    first = error
                    self.quiet = True
                    if any(isinstance(it, kinds) for it in nodelist[place + 1 :]):
                        self.tell(WENT_ON)
        finally:
            self.quiet = quiet
        if first is not None:
            result.error_in_exec = first
        return first is not None

    async def run_code(self, code_obj: Any, result: Any = None, *, async_: bool = False) -> bool:
        """Run a statement; once more with stand-ins if it fails for want of a module that only other machines have."""
        before = len(self.shown)
        failed = await super().run_code(code_obj, result, async_=async_)
        missing = stands_in_for(result.error_in_exec) if failed and result is not None else ""
        if not missing:
            return failed
        del self.shown[before:]
        result.error_in_exec = None
        self.tell(f"{missing} is not here: what is asked of it was passed over.\n")
        with standing_in():
            return await super().run_code(code_obj, result, async_=async_)


def _error_of(result: Any) -> BaseException | None:
    return result.error_in_exec if result.error_before_exec is None else result.error_before_exec
