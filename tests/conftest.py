"""What all tests share."""

import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

# How long an example takes says something about the machine only.
settings.register_profile("diplograph", deadline=None)
settings.load_profile("diplograph")

#: Keep Chromium from looking up its maker's hosts.
_OFFLINE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


# Not for the session: while Playwright runs, no other test can run an event loop.
@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Browser]:
    """Return a headless Chromium, the one that the system has."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium here; Debian's package is 'chromium'")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=_OFFLINE, chromium_sandbox=False
        )
        yield browser
        browser.close()
