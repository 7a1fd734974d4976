"""The page in a real browser: what is on the board is seen, what is touched is said."""

import re
from contextlib import ExitStack
from dataclasses import replace
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.screen.scenes import KNEADING, QUESTION
from tests.web.site import KEYS, WORDS, Site, serving
from voice_guide.web.audience import MOST
from voice_guide.web.gate import Rights

SIZES = {"phone": (390, 844), "phone on its side": (844, 390), "tablet": (1180, 820),
         "tablet upright": (820, 1180), "laptop": (1366, 768)}  # fmt: skip
ASKED = replace(QUESTION, answers=("yes", "no", "not sure"))
CHOOSING = replace(
    QUESTION, phase="choosing", routine="", title="Which routine would you like?", words="1: A",
    answers=tuple(f"A routine with a long name, number {n}" for n in range(1, 14)),
)  # fmt: skip
PAUSED = replace(KNEADING, phase="paused", running=False)
PAIN = replace(
    PAUSED, phase="pain", question="Hands off. Shall we leave out the neck, or stay very gentle?",
    answers=("leave it out", "very gentle"),
)  # fmt: skip
PLACES = """[
    ...(document.documentElement.scrollWidth > innerWidth ? ['wider than the screen'] : []),
    ...(document.documentElement.scrollHeight > innerHeight ? ['taller than the screen'] : []),
    ...[...document.querySelectorAll('.controls button')].flatMap(button => {
        if (!button.offsetParent) return [];
        const { left, right, top, bottom, width, height } = button.getBoundingClientRect();
        const outside = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
        const narrow = Math.min(width, height) < 64 || button.scrollWidth > button.clientWidth;
        return outside || narrow ? [button.textContent] : [];
    }),
]"""
"""What does not have its place: the page on its screen, a button for a knuckle, its words in it."""
MOVING = re.compile(r"\bbm-moving\b")
SCENES = {"a step": KNEADING, "a question": ASKED, "a choice": CHOOSING, "a pause": PAUSED,
          "pain": PAIN}  # fmt: skip


def opened(page: Page, site: Site, path: str = "") -> Page:
    page.goto(site.address + path)
    expect(page.locator("body")).to_have_attribute("data-link", "connected")
    return page


def heard(page: Page, site: Site, *texts: str) -> None:
    """What was touched has arrived, in this order, and nothing else."""
    page.wait_for_timeout(0)
    give_up = 200
    while len(site.said) < len(texts) and give_up:
        page.wait_for_timeout(25)
        give_up -= 1
    assert site.said == list(texts)
    site.said.clear()


def test_the_step_is_seen_at_a_glance(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    for text in ("Knead the shoulder tops", "left side", "Pressure 2 of 5", "Step 3 of 12",
                 "Warming up", "Leave alone: the lower back", "Next: Circles beside the spine",
                 "Take the muscle on top"):  # fmt: skip
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_role("timer")).to_contain_text("1:12")
    body = page.get_by_role("img", name="Where the hands are: the shoulders, the neck: left side")
    expect(body).to_be_visible()


def test_what_changes_is_seen_at_once_and_told_to_a_screen_reader(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    site.show(title="Circles", number=4, side="right")
    site.screen.said("Going on.")
    site.screen.heard("next")
    expect(page.get_by_role("heading", name="Circles")).to_be_visible()
    expect(page.get_by_text("Going on.")).to_be_visible()
    expect(page.get_by_text("Heard: next")).to_be_visible()
    live = page.locator("[aria-live]")
    expect(live).to_have_text("Step 4 of 12. Circles. right side. Pressure 2 of 5")


def test_words_of_a_routine_file_are_text_and_nothing_else(page: Page, site: Site) -> None:
    hostile = '<img src=x onerror="document.title=1"><b>bold</b>'
    site.show(
        title=hostile, words=hostile, part=hostile, question=hostile, phase="pain",
        answers=(hostile,), next_title=hostile, hints=(hostile,), kept_out=(hostile,),
    )  # fmt: skip
    site.screen.heard(hostile)
    opened(page, site)
    expect(page.get_by_role("heading", name=hostile)).to_be_visible()
    expect(page.get_by_role("button", name=hostile)).to_be_visible()
    assert page.locator("b", has_text="bold").filter(has_not_text="<b>").count() == 0
    assert page.locator("img").count() == 0


def test_the_large_buttons_say_what_they_are_called(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    for name in ("next", "repeat", "less", "more", "sides", "pause", "stop"):
        page.locator(f".controls .{name}").click()
        heard(page, site, WORDS[f"says_{name}"])
    site.show(PAUSED)
    page.get_by_role("button", name="Go on").click()
    heard(page, site, "go on")


def test_the_same_by_keyboard_and_pedal(page: Page, site: Site) -> None:
    page.clock.install()
    site.show()
    opened(page, site)
    keys = {"PageDown": "next", "PageUp": "repeat", "ArrowRight": "next", "ArrowLeft": "repeat",
            "Space": "pause", "Escape": "stop", "s": "sides", "n": "next", "-": "less",
            "+": "more", "MediaPlayPause": "pause", "MediaTrackNext": "next"}  # fmt: skip
    for key, name in keys.items():
        page.clock.run_for(1_000)  # what bounces is taken once
        if key.startswith("Media"):
            event = "new KeyboardEvent('keydown', {key, bubbles: true})"
            page.evaluate(f"key => document.body.dispatchEvent({event})", key)
        else:
            page.keyboard.press(key)
        heard(page, site, WORDS[f"says_{name}"])


def test_letters_can_be_switched_off(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    page.get_by_role("button", name=WORDS["all"], exact=True).click()
    page.get_by_label(WORDS["letters"]).uncheck()
    page.get_by_role("button", name=WORDS["close"]).click()
    page.keyboard.press("n")
    page.keyboard.press("PageDown")
    heard(page, site, "next")


def test_headset_and_media_keys_are_taken_where_it_is_wished(page: Page, site: Site) -> None:
    site.show()
    page.add_init_script(
        "window.taken = {}; const own = navigator.mediaSession.setActionHandler;"
        "navigator.mediaSession.setActionHandler = function (name, act) {"
        "  window.taken[name] = act; own.call(navigator.mediaSession, name, act); };"
    )
    opened(page, site)
    page.get_by_role("button", name=WORDS["all"], exact=True).click()
    page.get_by_label(WORDS["media"]).check()
    expect(page.get_by_label(WORDS["media"])).to_be_checked()
    page.evaluate("window.taken.nexttrack()")
    heard(page, site, "next")


def test_a_bouncing_knuckle_counts_once(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    page.locator(".controls .next").dblclick()
    heard(page, site, "next")


def test_an_open_question_is_answered_by_large_buttons(page: Page, site: Site) -> None:
    site.show(ASKED)
    opened(page, site)
    expect(page.get_by_text("Does the person on the table have a fever?").first).to_be_visible()
    page.get_by_role("button", name="not sure").click()
    heard(page, site, "not sure")
    site.show(PAIN)
    page.get_by_role("button", name="leave it out").click()
    heard(page, site, "leave it out")
    site.show()
    expect(page.get_by_role("button", name="leave it out")).to_have_count(0)


def test_everything_else_is_behind_one_button_and_anything_can_be_typed(
    page: Page, site: Site
) -> None:
    site.show()
    opened(page, site)
    page.get_by_role("button", name=WORDS["all"], exact=True).click()
    page.get_by_role("button", name=WORDS["undo"]).click()
    heard(page, site, "undo that")
    page.keyboard.press("Tab")
    page.get_by_role("button", name=WORDS["all"], exact=True).click()
    page.get_by_label(WORDS["type"]).fill("go to step 4")
    page.keyboard.press("Enter")
    heard(page, site, "go to step 4")


def test_all_can_be_reached_with_the_keyboard_alone(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    reached = []
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    for name in ("all", "stop", "repeat", "sides", "pause", "next"):
        assert WORDS[name] in reached
    page.locator("#open-all").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not site.said, "Escape closed the list, and is not STOP there"
    assert page.evaluate("document.activeElement.id") == "open-all"


def test_the_time_left_runs_on_by_itself_and_stands_still_in_a_pause(
    page: Page, site: Site
) -> None:
    page.clock.install()
    site.show()
    opened(page, site)
    expect(page.get_by_role("timer")).to_contain_text("1:12")
    page.clock.run_for(10_000)
    site.clock = 10.0  # what a beat tells, should one come on a busy machine
    expect(page.get_by_role("timer")).to_contain_text("1:02", timeout=10_000)
    site.show(PAUSED, left=60.0)
    expect(page.get_by_role("timer")).to_contain_text("1:00")
    page.clock.run_for(10_000)
    expect(page.get_by_role("timer")).to_contain_text("1:00")


def test_after_the_device_slept_the_page_has_the_true_time(page: Page, site: Site) -> None:
    page.clock.install()
    site.show(left=300.0, whole=300.0)
    opened(page, site)
    expect(page.get_by_role("timer")).to_contain_text("5:00")
    site.clock = 60.0  # the guide's own time; the tablet's clock counts two minutes of sleep
    page.clock.fast_forward(120_000)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("timer")).to_contain_text("4:00")


def test_a_lost_connection_is_told_and_comes_back_by_itself(page: Page) -> None:
    with serving() as site:
        site.show()
        opened(page, site)
        port = site.port
    expect(page.locator("#link-text")).to_have_text(WORDS["ended"])
    assert_accessible(page)
    page.locator(".controls .next").click()
    expect(page.get_by_text(WORDS["not_sent"])).to_be_visible()
    with serving(port=port) as again:
        assert again.port == port
        again.show(title="Another step", left=45.0)
        expect(page.locator("body")).to_have_attribute("data-link", "connected")
        expect(page.get_by_role("heading", name="Another step")).to_be_visible()
        expect(page.get_by_role("timer")).to_contain_text("0:45")


def test_a_link_that_only_shows_has_nothing_to_touch(page: Page) -> None:
    with serving(KEYS) as site:
        site.show(PAIN)
        opened(page, site, f"{KEYS.view}/")
        expect(page.get_by_role("heading", name="Knead the shoulder tops")).to_be_visible()
        expect(page.get_by_text(WORDS["viewing"])).to_be_visible()
        expect(page.get_by_role("button")).to_have_count(0)
        assert_accessible(page)
        page.keyboard.press("PageDown")
        status = page.evaluate("fetch('say', {method: 'POST', body: 'next'}).then(r => r.status)")
        assert status == 403
        assert not site.said


def test_a_page_that_only_watches_says_why_nothing_has_begun(page: Page) -> None:
    with serving(KEYS) as site:
        opened(page, site, f"{KEYS.view}/")
        expect(page.get_by_text(WORDS["not_begun"])).to_be_visible()
        site.show()
        expect(page.get_by_text(WORDS["not_begun"])).to_have_count(0)


def test_one_page_too_many_is_told_so_and_comes_in_when_another_goes(
    page: Page, site: Site
) -> None:
    site.show()
    with ExitStack() as others:
        for _ in range(MOST):
            others.enter_context(site.audience.joined(Rights.VIEW))
        page.goto(site.address)
        expect(page.locator("#link-text")).to_have_text(WORDS["full"])
        assert_accessible(page)
    expect(page.locator("body")).to_have_attribute("data-link", "connected", timeout=20_000)


def test_a_wrong_key_shows_nothing(page: Page) -> None:
    with serving(KEYS) as site:
        site.show()
        answer = page.goto(f"{site.address}{'x' * 22}/")
        assert answer is not None
        assert answer.status == 404
        assert "Knead" not in page.content()


def test_an_old_key_says_that_the_code_has_to_be_scanned_again(page: Page) -> None:
    with serving(KEYS) as site:
        site.show()
        opened(page, site, f"{KEYS.control}/")
        port = site.port
    with serving(replace(KEYS, control="n" * 22), port=port):
        expect(page.locator("#link-text")).to_have_text(WORDS["gone"], timeout=20_000)


def test_a_page_of_somebody_else_can_neither_look_nor_command(page: Page, site: Site) -> None:
    site.show()
    with serving() as theirs:
        page.goto(theirs.address)
        found = page.evaluate(
            """async address => {
              const tried = [];
              const policyApart = {mode: 'no-cors', method: 'POST', body: 'stop'};
              for (const options of [{}, policyApart]) {
                try { tried.push((await fetch(address + 'say', options)).type); }
                catch { tried.push('refused'); }
              }
              return tried;
            }""",
            site.address,
        )
    assert found == ["refused", "refused"]
    assert not site.said


def test_it_fits_every_screen(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    for size, scene in product(SIZES, SCENES):
        width, height = SIZES[size]
        page.set_viewport_size({"width": width, "height": height})
        site.show(SCENES[scene])
        expect(page.locator("body")).to_have_attribute("data-phase", SCENES[scene].phase)
        assert page.evaluate(PLACES) == [], f"{scene} on a {size}"


def test_it_can_be_read_from_two_metres_on_a_tablet(page: Page, site: Site) -> None:
    """A letter of a fifth of a degree: 7 mm at 2 m, on a tablet of 132 points an inch 36 px."""
    site.show(title="Warm the back", words="Glide both palms slowly up beside the spine.")
    opened(page, site)
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    for place in ("#title", "#words", "#left"):
        assert page.locator(place).evaluate(size) >= 36


def test_nobody_is_kept_out(page: Page, site: Site) -> None:
    """WCAG 2.2 AA, as far as a program can tell, in the dark and in the light."""
    site.screen.said("Half of the time is over.")
    site.screen.heard("more time")
    site.screen.notice("No loudspeaker.")
    site.show()
    opened(page, site)
    for view in SCENES.values():
        site.show(view)
        expect(page.locator("body")).to_have_attribute("data-phase", view.phase)
        assert_accessible(page)
    page.get_by_role("button", name=WORDS["all"], exact=True).click()
    assert_accessible(page)
    page.get_by_label(WORDS["light"]).check()
    assert_accessible(page)
    page.keyboard.press("Escape")
    for view in (KNEADING, PAIN):
        site.show(view)
        expect(page.locator("body")).to_have_attribute("data-phase", view.phase)
        assert_accessible(page)


def assert_accessible(page: Page) -> None:
    # The page's policy lets no script in that is not its own: the examiner comes by the debugger.
    kinds = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": kinds})
    assert not found.response["violations"], found.generate_report()


def test_less_motion_where_less_is_wished(browser: Browser, site: Site) -> None:
    site.show()
    with browser.new_context(reduced_motion="reduce") as context:
        page = opened(context.new_page(), site)
        expect(page.locator("#body svg")).not_to_have_class(MOVING)
        running = "document.getAnimations().filter(a => a.playState === 'running').length"
        assert page.evaluate(running) == 0


def test_what_moves_can_be_stopped_and_stands_still_in_a_pause(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    body = page.locator("#body svg")
    expect(body).to_have_class(MOVING)
    site.show(PAUSED)
    expect(body).not_to_have_class(MOVING)
    site.show()
    expect(body).to_have_class(MOVING)
    page.get_by_role("button", name=WORDS["all"], exact=True).click()
    page.get_by_label(WORDS["motion"]).uncheck()
    expect(body).not_to_have_class(MOVING)


def test_the_picture_of_the_body_is_coloured_for_the_ground_it_stands_on(
    page: Page, site: Site
) -> None:
    site.show()
    opened(page, site)
    words = "label => getComputedStyle(label).fill"
    label = page.locator("#body text").first
    dark = label.evaluate(words)
    page.get_by_role("button", name=WORDS["all"], exact=True).click()
    page.get_by_label(WORDS["light"]).check()
    assert label.evaluate(words) != dark


def test_a_picture_that_did_not_come_is_asked_for_again(page: Page, site: Site) -> None:
    site.show()
    page.route("**/body/*", lambda route: route.abort())
    opened(page, site)
    expect(page.locator("#body svg")).to_have_count(0)
    page.unroute("**/body/*")
    site.screen.heard("next")
    expect(page.locator("#body svg")).to_be_visible()


def test_it_can_be_put_on_the_home_screen(page: Page, site: Site) -> None:
    site.show()
    opened(page, site)
    line = page.context.new_cdp_session(page)
    manifest = line.send("Page.getAppManifest")
    assert not manifest["errors"]
    hindered = line.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A fresh context is a private window, which installs nothing.
    assert {error["errorId"] for error in hindered} <= {"in-incognito"}
