"""What a job found crosses from one process to another as bytes."""

import json

from autograder.schema.assignment import Case
from autograder.schema.job import Cell, Job, JobResult, Missing
from support.courses import COURSE


def test_result_crosses_as_bytes() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "\ud800 – 1"}
    missing = {"resnet": Missing("timeout", "It took long.")}
    result = JobResult("flooded", {3: [stream]}, {"identity_block": b'{"a": 1}'}, missing, 1.5)
    assert JobResult.decode(result.encode()) == result


def test_job_holds_what_answers_are_called_with_and_nothing_that_judges_them() -> None:
    for assignment in COURSE.assignments():
        asked = assignment.questions[:-1]
        job = Job(tuple(Cell("", "", it.name) for it in asked), assignment.questions, assignment.limits, {"fire": 7})
        text = job.encode().decode()
        for question in assignment.questions:
            secret = [*question.hints, *(it.says for it in question.mistakes)]
            secret += [it.formula for it in question.mistakes] + [case.data for case in question.cases if case.data]
            assert not [words for words in secret if json.dumps(words) in text]
        found = Job.decode(job.encode())
        assert (found.seeds, [it.name for it in found.questions]) == ({"fire": 7}, [it.name for it in asked])
        for mine, declared in zip(found.questions, asked, strict=True):
            assert [called_with(case) for case in mine.cases] == [called_with(case) for case in declared.cases]
            assert (mine.kind, tuple(mine.forbids), mine.criteria) == (declared.kind, declared.forbids, {})
        assert Job.decode(found.encode()) == found


def called_with(case: Case) -> tuple[object, ...]:
    return case.name, case.args, case.input, case.public, case.raises, case.cpu_s
