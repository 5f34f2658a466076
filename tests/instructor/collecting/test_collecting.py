"""`autograder collect`: from the names in a download to who has handed in what."""

import os
import shutil
import unicodedata
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.grading.collect import collected_at, note_time
from support.downloads import collect, collected, zipped

NFD = unicodedata.normalize("NFD", "José Núñez")
# What is in a download, and what has to be under submitted/ then: by path, the entry that lies there.
LAYOUTS = {
    "Canvas": (
        ["doejane_12345_678901_residual.ipynb", "王小明_12_34_meine Lösung.ipynb"],
        {
            "doejane/residual/residual.ipynb": "doejane_12345_678901_residual.ipynb",
            "王小明/residual/meine Lösung.ipynb": "王小明_12_34_meine Lösung.ipynb",
        },
    ),
    "Canvas, handed in again": (
        ["doejane_LATE_1_90_residual-2.ipynb", "doejane_1_80_residual-1.ipynb", "doejane_1_70_residual.ipynb"],
        {"doejane/residual/residual.ipynb": "doejane_LATE_1_90_residual-2.ipynb"},
    ),
    "Canvas, several files": (
        ["doejane_1_90_residual.ipynb", "doejane_1_91_small_resnet.weights-1.h5", "doejane_1_92_plot-1.png"],
        {
            "doejane/residual/residual.ipynb": "doejane_1_90_residual.ipynb",
            "doejane/residual/small_resnet.weights.h5": "doejane_1_91_small_resnet.weights-1.h5",
            "doejane/residual/plot-1.png": "doejane_1_92_plot-1.png",
        },
    ),
    "Canvas, anonymous": (
        ["anon_aB3xZ_90_residual.ipynb", "LATE_anon_Qq1Ww_91_residual.ipynb"],
        {
            "anon_aB3xZ/residual/residual.ipynb": "anon_aB3xZ_90_residual.ipynb",
            "anon_Qq1Ww/residual/residual.ipynb": "LATE_anon_Qq1Ww_91_residual.ipynb",
        },
    ),
    "Canvas, two of one name": (
        ["doejane_1_90_residual.ipynb", "doejane_2_91_residual.ipynb"],
        {
            "doejane-1/residual/residual.ipynb": "doejane_1_90_residual.ipynb",
            "doejane-2/residual/residual.ipynb": "doejane_2_91_residual.ipynb",
        },
    ),
    "Canvas, two that are no attempts": (
        ["doejane_1_90_residual.ipynb", "doejane_1_91_part-1.ipynb", "doejane_1_92_part-2.ipynb"],
        {
            "doejane/residual/residual.ipynb": "doejane_1_90_residual.ipynb",
            "doejane/residual/part-1.ipynb": "doejane_1_91_part-1.ipynb",
            "doejane/residual/part-2.ipynb": "doejane_1_92_part-2.ipynb",
        },
    ),
    "Moodle": (
        ["Jane Doe_123_assignsubmission_file/residual.ipynb", "Jane Doe_123_assignsubmission_file/plots/a.png"],
        {
            "Jane Doe/residual/residual.ipynb": "Jane Doe_123_assignsubmission_file/residual.ipynb",
            "Jane Doe/residual/plots/a.png": "Jane Doe_123_assignsubmission_file/plots/a.png",
        },
    ),
    "Moodle, older": (
        ["Jane Doe_123_assignsubmission_file_/residual.ipynb", "Jane Doe_124_assignsubmission_file_/residual.ipynb"],
        {
            "Jane Doe-123/residual/residual.ipynb": "Jane Doe_123_assignsubmission_file_/residual.ipynb",
            "Jane Doe-124/residual/residual.ipynb": "Jane Doe_124_assignsubmission_file_/residual.ipynb",
        },
    ),
    "Moodle, flat, a group, in no group, packed again": (
        ["x/[Group 3]_7_assignsubmission_file_residual.ipynb", "x/Default group_assignsubmission_file_residual.ipynb"],
        {
            "[Group 3]/residual/residual.ipynb": "x/[Group 3]_7_assignsubmission_file_residual.ipynb",
            "Default group/residual/residual.ipynb": "x/Default group_assignsubmission_file_residual.ipynb",
        },
    ),
    "folders by student": (
        ["ada/residual.ipynb", "ada/__pycache__/x.pyc", "bob/residual (2).ipynb", "bob/residual.ipynb"],
        {
            "ada/residual/residual.ipynb": "ada/residual.ipynb",
            "ada/residual/__pycache__/x.pyc": "ada/__pycache__/x.pyc",
            "bob/residual/residual.ipynb": "bob/residual (2).ipynb",
        },
    ),
    "folders by student and assignment, packed again": (
        ["submitted/ada/Residual/my.ipynb", "submitted/ada/residual/sub/b.zip", "submitted/bob/residual/c-Copy1.ipynb"],
        {
            "ada/residual/my.ipynb": "submitted/ada/Residual/my.ipynb",
            "ada/residual/sub/b.zip": "submitted/ada/residual/sub/b.zip",
            "bob/residual/c.ipynb": "submitted/bob/residual/c-Copy1.ipynb",
        },
    ),
    "folders, turned round": (
        ["residual/ada/residual.ipynb", "residual/bob/residual.ipynb"],
        {
            "ada/residual/residual.ipynb": "residual/ada/residual.ipynb",
            "bob/residual/residual.ipynb": "residual/bob/residual.ipynb",
        },
    ),
    "names in two forms, with signs": (
        [
            f"{NFD}/residual.ipynb",
            "a*b/residual.ipynb",
            "a?b/residual.ipynb",
            "Zoe/residual.ipynb",
            "zoe/residual.ipynb",
        ],
        {
            "José Núñez/residual/residual.ipynb": f"{NFD}/residual.ipynb",
            "a_b/residual/residual.ipynb": "a*b/residual.ipynb",
            "a_b-2/residual/residual.ipynb": "a?b/residual.ipynb",
            "Zoe/residual/residual.ipynb": "Zoe/residual.ipynb",
            "zoe-2/residual/residual.ipynb": "zoe/residual.ipynb",
        },
    ),
    "what systems hide": (
        ["ada/residual.ipynb", "__MACOSX/ada/._residual.ipynb", "ada/.ipynb_checkpoints/residual.ipynb", ".DS_Store"],
        {"ada/residual/residual.ipynb": "ada/residual.ipynb"},
    ),
}
PASSED_OVER = {
    "Jane Doe_1_assignsubmission_onlinetext/onlinetext.html": "typed into Moodle",
    "doejane_12_text.html": "typed into Canvas",
    "bob/inception/inception.ipynb": "is of inception",
}
NOT_TAKEN = {
    "residual.ipynb": "no student",
    "mallory_99_1_666_residual.ipynb": "two ways",
}


@pytest.mark.parametrize(("entries", "wanted"), LAYOUTS.values(), ids=LAYOUTS)
def test_everybodys_newest_files_are_collected(course: Path, entries: list[str], wanted: dict[str, str]) -> None:
    (course / "download.zip").write_bytes(zipped(entries))
    status, lines, said = collect("download.zip")
    assert collected(course) == wanted
    students = [line for line in lines if "student" in line]
    assert status == 0 and {line["student"] for line in students} == {path.split("/")[0] for path in wanted}
    assert all(line["outcome"] == "new" and line["assignment"] == "residual" for line in students)
    late = {line["student"] for line in students if line["late"]}
    assert late == {path.split("/")[0] for path, entry in wanted.items() if "LATE" in entry}
    rest = [it for it in entries if it not in wanted.values() and not it.startswith("__MACOSX") and "." not in it[0]]
    assert all(f"{it}: an older attempt" in said or "/." in it for it in rest)


def test_zips_of_submit_alone_and_many_in_one(course: Path) -> None:
    both = {"residual.ipynb": b"old", "small_resnet.weights.h5": b"weights"}
    (course / "residual-ada (1).zip").write_bytes(zipped(both))
    assert collect("residual-ada (1).zip")[0] == 0
    assert collected(course) == {f"ada/residual/{name}": text.decode() for name, text in both.items()}
    many = {"residual-ada.zip": zipped({"residual.ipynb": b"first"}), "inception-ada.zip": zipped(["x"])}
    many |= {"residual-ada (1).zip": zipped({"residual.ipynb": b"second"}), "residual-bob-b.zip": b"no zip"}
    (course / "all.zip").write_bytes(zipped(many))
    status, lines, said = collect("all.zip", "residual")
    assert collected(course) == {"ada/residual/residual.ipynb": "second"}
    assert status == 1 and lines[0]["outcome"] == "replaced"
    assert "residual-bob-b.zip: residual-bob-b.zip is no whole zip" in said
    assert "residual-ada.zip: an older attempt" in said and "inception-ada.zip: is of inception" in said


def test_what_is_not_taken_is_said(course: Path) -> None:
    (course / "download.zip").write_bytes(zipped(["ada/residual.ipynb", *PASSED_OVER]))
    status, _, said = collect("download.zip", "residual")
    assert status == 0 and all(f"Passed over: {name}: {why}" in said for name, why in PASSED_OVER.items())
    (course / "download.zip").write_bytes(zipped(["ada/residual.ipynb", *NOT_TAKEN]))
    status, lines, said = collect("download.zip")
    assert status == 1 and "Not taken: residual.ipynb: its name says of no student" in said
    assert all(any(it.get("not_taken") == name and why in it["why"] for it in lines) for name, why in NOT_TAKEN.items())
    assert set(collected(course)) == {"ada/residual/residual.ipynb"}


def test_earlier_submission_is_replaced_whole_and_the_same_is_left_alone(course: Path) -> None:
    folder = course / "submitted" / "doejane" / "residual"
    (course / "first.zip").write_bytes(zipped({"doejane_1_2_residual.ipynb": b"1", "doejane_1_3_notes.txt": b"n"}))
    collect("first.zip")
    os.utime(folder / "residual.ipynb", (1, 1))
    note_time(course, "residual", "doejane", datetime(2026, 1, 1, tzinfo=UTC))
    _, (line,), _ = collect("first.zip")
    assert line["outcome"] == "unchanged" and (folder / "residual.ipynb").stat().st_mtime == 1
    assert collected_at(course, "residual", "doejane") is not None
    folder.rename(folder.with_name("Residual"))
    (course / "second.zip").write_bytes(zipped({"doejane_1_4_residual-1.ipynb": b"2"}))
    _, (line,), said = collect("second.zip")
    assert line["outcome"] == "replaced" and collected(course) == {"doejane/residual/residual.ipynb": "2"}
    assert collected_at(course, "residual", "doejane") is None and "is forgotten" in said
    assert not [path for path in (course / "submitted").iterdir() if path.name != "doejane"]


def test_two_of_one_name_in_two_downloads_have_two_folders(course: Path) -> None:
    for number, text in ((1, b"a"), (2, b"b"), (1, b"c")):
        (course / "download.zip").write_bytes(zipped({f"doejane_{number}_5_residual.ipynb": text}))
        collect("download.zip")
    assert collected(course) == {"doejane/residual/residual.ipynb": "c", "doejane-2/residual/residual.ipynb": "b"}
    shutil.rmtree(course / "submitted" / "doejane")
    for number in (3, 1):
        (course / "download.zip").write_bytes(zipped({f"doejane_{number}_5_residual.ipynb": b"%d" % number}))
        collect("download.zip")
    assert [text for _, text in sorted(collected(course).items())] == ["1", "b", "3"]
    (course / "download.zip").write_bytes(zipped({"Doejane/residual.ipynb": b"d"}))
    collect("download.zip")
    assert collected(course)["Doejane-3/residual/residual.ipynb"] == "d"


def test_of_two_without_a_mark_the_later_one_wins(course: Path) -> None:
    with zipfile.ZipFile(course / "download.zip", "w") as archive:
        for name, day in (("ada/Residual.ipynb", 2), ("ada/residual.ipynb", 1)):
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, day, 12, 0, 0)), str(day))
    assert "ada/residual.ipynb: an older attempt" in collect("download.zip", "residual")[2]
    assert collected(course) == {"ada/residual/Residual.ipynb": "2"}


def test_names_that_no_file_system_takes_are_made_fit(course: Path) -> None:
    long = "ä" * 200
    (course / "download.zip").write_bytes(zipped([f"{long}/{long}.ipynb", "con: a?/b|c.ipynb"]))
    assert collect("download.zip", "residual")[0] == 0
    first, second = (path.split("/") for path in collected(course))
    assert second[2].endswith("ä.ipynb") and all(len(part.encode()) <= 200 for part in second)
    assert first == ["con_ a_", "residual", "b_c.ipynb"]


def test_macos_letters_are_read(course: Path) -> None:
    """Finder writes names in UTF-8 and does not say so; zipfile writes them in DOS letters then, to be read as such."""
    plain = zipped({"JosX/residual.ipynb": b"x"}).replace(b"JosX", "Jé".encode() + b"s")
    (course / "download.zip").write_bytes(plain)
    assert collect("download.zip")[0] == 0 and set(collected(course)) == {"Jés/residual/residual.ipynb"}
    (course / "dos.zip").write_bytes(zipped({"JosX/residual.ipynb": b"x"}).replace(b"JosX", "José".encode("cp437")))
    collect("dos.zip")
    assert "José/residual/residual.ipynb" in collected(course)


def test_assignment_is_guessed_or_asked_for(course: Path) -> None:
    for entries in (["ada/answers.ipynb"], ["ada/residual.ipynb", "bob/inception.ipynb"]):
        (course / "download.zip").write_bytes(zipped(entries))
        status, lines, said = collect("download.zip")
        assert status == 2 and not lines and "inception, residual, ilsvrc" in said
    assert collect("download.zip", "nothing")[0] == 2
    assert not (course / "submitted").exists()
    (course / "download.zip").write_bytes(zipped(entries))
    assert collect("download.zip", "inception")[0] == 0
    (course / "other.zip").write_bytes(zipped(["eve/residual.ipynb"]))
    assert "Collected as analysis, but the files are called residual." in collect("other.zip", "analysis")[2]
    shutil.rmtree(course / "submitted" / "eve")
    assert collected(course).keys() == {"ada/inception/residual.ipynb", "bob/inception/inception.ipynb"}


def test_a_folder_that_is_none_stops_before_anything_is_changed(course: Path) -> None:
    (course / "submitted").mkdir()
    (course / "submitted" / "bob").symlink_to(course / "data")
    (course / "download.zip").write_bytes(zipped(["ada/residual.ipynb", "bob/residual.ipynb"]))
    status, _, said = collect("download.zip")
    assert status == 2 and "is no folder" in said
    assert [it.name for it in (course / "submitted").iterdir()] == ["bob"] and not list((course / "data").iterdir())


def test_password_and_no_zip_are_clear_errors(course: Path) -> None:
    (course / "letter.zip").write_text("dear grader")
    locked = bytearray(zipped({"ada/residual.ipynb": b"x"}))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(header) + flags] |= 1
    (course / "locked.zip").write_bytes(locked)
    damaged = bytearray(zipped({"ada/residual.ipynb": b"x" * 100}))
    damaged[damaged.index(b"residual.ipynb") + 14] ^= 0xFF
    (course / "damaged.zip").write_bytes(damaged)
    for name in ("letter.zip", "locked.zip", "damaged.zip", "nowhere.zip"):
        status, lines, said = collect(name)
        assert status == 2 and not lines and name in said and "ownload" in said
    assert not zipfile.is_zipfile(course / "letter.zip") and not any(collected(course))
