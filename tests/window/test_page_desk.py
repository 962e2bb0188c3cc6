"""Drives the casebook, the desk and the library in a real browser."""

from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.window.steps import DILEMMA, open_tab, say

pytestmark = pytest.mark.own_page  # what one test leaves on a tab is not for the next


def test_the_casebook_is_read_by_person_and_by_theme_and_leads_into_a_conversation(
    page: Any,
) -> None:
    open_tab(page, "casebook")
    page.locator("#contents [data-chapter^='person:']").first.click()
    page.locator("#chapter article").first.wait_for()
    person = page.locator("#chapter h2").inner_text()
    assert page.evaluate("document.activeElement.closest('#chapter') !== null")
    page.locator("#contents [data-chapter^='theme:']").first.click()
    page.wait_for_function(
        "(n) => document.querySelector('#chapter h2').innerText !== n", arg=person
    )
    page.locator("#chapter .say").first.click()
    page.locator("#message textarea").wait_for()
    page.wait_for_function("() => document.querySelector('#message textarea').value !== ''")


def test_a_brief_is_made_edited_reordered_and_taken_away(page: Any, tmp_path: Path) -> None:
    open_tab(page, "prepare")
    page.locator("#prepare-dilemma textarea").fill(DILEMMA)
    page.locator("#prepare-context textarea").fill("She has been in the post for a year.")
    page.locator("#prepare-make").click()
    page.locator("#brief header").wait_for()
    entries = page.locator("#brief [data-list=entries] > li")
    names = entries.locator(".who strong").all_inner_texts()
    assert 3 <= len(names) <= 5
    against = page.locator("#brief [data-list=contrast] .who strong").all_inner_texts()
    assert not set(names) & set(against)
    entries.nth(0).locator("[data-move=down]").click()
    entries.last.locator("[data-move=drop]").click()
    told = entries.first.locator(".words")
    told.fill("He said “we never met a single soul there”, more or less.")
    page.locator("#brief [data-list=questions] .words").first.fill("My own <i>question</i>?")
    for suffix in (".md", ".docx", ".pdf"):
        with page.expect_download() as download:
            page.locator(f"#brief [data-export='{suffix}']").click()
        download.value.save_as(tmp_path / f"brief{suffix}")
    assert "not in the report" in page.locator("#brief-note").inner_text()
    text = "\n".join(p.extract_text() for p in pypdf.PdfReader(tmp_path / "brief.pdf").pages)
    flat = " ".join(text.split())
    assert "My own <i>question</i>?" in flat
    assert "not found word for word in the report" in flat
    written = (tmp_path / "brief.md").read_text("utf-8")
    assert written.index(f"### {names[1]}") < written.index(f"### {names[0]}")
    assert f"### {names[-1]}" not in written


def test_an_empty_dilemma_is_asked_for(page: Any) -> None:
    open_tab(page, "prepare")
    page.locator("#prepare-make").click()
    page.locator("#brief .failure").wait_for()


def test_a_pdf_is_added_answers_at_once_and_is_removed_again(
    page: Any, valley_pdf: Path, tmp_path: Path
) -> None:
    open_tab(page, "library")
    wild = tmp_path / "valley <img src=x onerror=alert(1)>.pdf"
    wild.write_bytes(valley_pdf.read_bytes())
    page.locator("#library-upload input[type=file]").set_input_files(wild)
    page.locator("#library-list li", has_text="valley").wait_for(timeout=60_000)
    item = page.locator("#library-list li", has_text="Keeping a valley together")
    assert "read and indexed" in item.inner_text()
    assert page.locator("#library img, #library script").count() == 0
    item.locator("summary").click()
    assert "Amber Berry" in item.locator("table").inner_text()
    item.locator("[data-act=reread]").click()
    page.locator("#library-outcome", has_text="Nothing has changed").wait_for(timeout=60_000)
    item.locator("[data-act=remove]").click()
    item.wait_for(state="detached", timeout=60_000)


def test_a_file_that_is_no_pdf_is_named_and_the_old_index_answers(
    page: Any, tmp_path: Path
) -> None:
    open_tab(page, "library")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    page.locator("#library-upload input[type=file]").set_input_files(broken)
    outcome = page.locator("#library-outcome", has_text="broken.pdf")
    outcome.wait_for(timeout=60_000)
    assert "not indexed, because" in outcome.inner_text()
    open_tab(page, "talk")
    say(page, DILEMMA)
    assert page.locator("#current a.mark").count()
