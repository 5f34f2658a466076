"""A download that means harm: nothing lies outside of submitted/ after it, and nobody else's work is lost by it."""

import stat
import struct
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli.app import cli
from autograder.instructor.collecting import downloads, sorting
from support.downloads import collect, collected, zipped

OUT = {
    "../../evil.ipynb": "leads out",
    "ada/../../../evil.ipynb": "leads out",
    "/tmp/evil.ipynb": "leads out",
    "..\\..\\evil.ipynb": "leads out",
    "C:\\evil.ipynb": "leads out",
    "\\\\server\\share\\evil.ipynb": "leads out",
    "Jane Doe_1_assignsubmission_file_/../../evil.ipynb": "leads out",
    "": "has no name",
    "mallory/" + "a/" * 20 + "evil.ipynb": "folders deep",
}
RIGHT = {"ada/residual.ipynb": b"right"}
ONLY_RIGHT = {"ada/residual/residual.ipynb": "right"}


@pytest.mark.parametrize(("name", "why"), OUT.items(), ids=OUT)
def test_nothing_leads_out(course: Path, name: str, why: str) -> None:
    before = {path for path in course.parent.rglob("*") if "submitted" not in path.parts}
    (course / "download.zip").write_bytes(zipped(RIGHT | {name: b"evil"}))
    status, _, said = collect("download.zip", "residual")
    assert status == 1 and why in said and collected(course) == ONLY_RIGHT
    after = {path for path in course.parent.rglob("*") if "submitted" not in path.parts}
    assert {path.name for path in after - before} <= {"download.zip", ".autograder", "folders.json"}


def test_links_and_devices_are_left_out(course: Path) -> None:
    with zipfile.ZipFile(course / "download.zip", "w") as archive:
        archive.writestr("ada/residual.ipynb", "right")
        for name, kind in (("link", stat.S_IFLNK), ("pipe", stat.S_IFIFO)):
            entry = zipfile.ZipInfo(f"ada/{name}.ipynb")
            entry.external_attr = (kind | 0o777) << 16
            archive.writestr(entry, "/etc/passwd")
    status, _, said = collect("download.zip")
    assert status == 1 and "ada/link.ipynb: is a link" in said and "ada/pipe.ipynb: is a device" in said
    assert collected(course) == ONLY_RIGHT


def test_one_students_bomb_keeps_nobody_from_being_collected(course: Path) -> None:
    bombs = {"bob/residual.ipynb": bytes(20 << 20), "cyd/residual.ipynb": bytes(65 << 20)}
    (course / "download.zip").write_bytes(zipped(RIGHT | bombs))
    status, _, said = collect("download.zip")
    assert status == 1 and collected(course) == ONLY_RIGHT
    assert "bob/residual.ipynb: unpacks to more than 100 times" in said and "cyd/residual.ipynb: has 65 MiB" in said


def test_an_entry_that_says_less_than_it_holds_is_read_no_further(course: Path) -> None:
    """Its size is written over in both places where a zip has it."""
    content = bytearray(zipped({"ada/residual.ipynb": bytes(1 << 20)}))
    for header, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", content, content.index(header) + at, 10)
    (course / "download.zip").write_bytes(content)
    status, _, said = collect("download.zip")
    assert status == 2 and "can't be read" in said and not collected(course)


def test_too_much_in_all_is_refused_and_nothing_changed(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (course / "download.zip").write_bytes(zipped(RIGHT))
    collect("download.zip")
    monkeypatch.setattr(downloads, "MAX_TOTAL_MIB", 3)
    many = {f"s{number}/residual.ipynb": bytes(1 << 20) for number in range(4)}
    (course / "download.zip").write_bytes(zipped({"ada/residual.ipynb": b"other"} | many))
    status, lines, said = collect("download.zip")
    assert status == 2 and not lines and "more than 3 MiB" in said and "Nothing was collected" in said
    assert collected(course) == ONLY_RIGHT and [path.name for path in (course / "submitted").iterdir()] == ["ada"]


def test_an_absurd_count_is_refused(course: Path) -> None:
    many = {f"s{number}/residual.ipynb": b"" for number in range(20_001)}
    (course / "download.zip").write_bytes(zipped(many))
    status, _, said = collect("download.zip")
    assert status == 2 and "has 20,001 files; up to 20,000 are read" in said and not (course / "submitted").exists()


def test_one_students_many_files_and_a_crowded_zip_of_submit(course: Path) -> None:
    many = {f"bob/{number:03}.txt": b"x" for number in range(sorting.MAX_FILES + 5)}
    (course / "download.zip").write_bytes(zipped(RIGHT | many))
    status, lines, said = collect("download.zip")
    assert status == 1 and "more than 200 files" in said
    assert len(collected(course)) == 1 + sorting.MAX_FILES and sum("not_taken" in it for it in lines) == 5
    crowd = zipped({str(number): b"" for number in range(20_001)})
    (course / "many.zip").write_bytes(
        zipped({"residual-bob.zip": crowd, "residual-cyd.zip": zipped(["residual.ipynb"])})
    )
    status, lines, said = collect("many.zip")
    assert status == 1 and [it["student"] for it in lines if "student" in it] == ["cyd"] and "20,001" in said


def test_zips_in_zips_are_not_opened(course: Path) -> None:
    inner = zipped({"residual.ipynb": b"x"})
    (course / "download.zip").write_bytes(zipped({"doejane_1_2_residual-victim.zip": inner}))
    assert collect("download.zip")[0] == 0
    assert (course / "submitted" / "doejane" / "residual" / "residual-victim.zip").read_bytes() == inner
    assert len(collected(course)) == 1


def test_a_students_file_is_nobody_elses(course: Path) -> None:
    """The last part of a name is the student's choice."""
    names = [
        "mallory_1_2_victim_assignsubmission_file_x.ipynb",
        "bob_3_4_residual-victim.zip",
        "cyd_5_6_victim_9_.ipynb",
    ]
    (course / "download.zip").write_bytes(zipped(names))
    collect("download.zip", "residual")
    assert {path.split("/")[0] for path in collected(course)} == {"mallory", "bob", "cyd"}


def test_names_that_steer_a_terminal_or_a_table_are_shown_as_text(course: Path) -> None:
    (course / "download.zip").write_bytes(zipped({"[bold]\x1b[2J/residual.ipynb": b"x", "../[/].txt": b"y"}))
    done = CliRunner().invoke(cli, ["collect", "download.zip"], catch_exceptions=False)
    assert done.exit_code == 1 and "[bold]_[2J" in done.stdout and "Not taken: ../[/].txt: its" in done.stderr
    (course / "download.zip").write_bytes(zipped(["../[/].txt", "a\x1b[2J.txt"]))
    done = CliRunner().invoke(cli, ["collect", "download.zip", "residual"], catch_exceptions=False)
    assert done.exit_code == 2 and "../[/].txt: its" in done.stderr and "\x1b" not in done.stderr


def test_a_file_and_a_folder_of_one_name(course: Path) -> None:
    (course / "download.zip").write_bytes(zipped({"ada/residual.ipynb": b"right", "ada/Residual.ipynb/x": b"y"}))
    status, _, said = collect("download.zip")
    assert status == 1 and "a file and a folder have the same name" in said and len(collected(course)) == 1
