"""A visit to the house in a real browser: what a person does, and what the pages they meet do wrong."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, Response, expect

PASSWORD = "samverkan-demo"
SLUG = "norrbottens-e-namnd"
WCAG_2_1_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
NARROW = 320  # CSS pixels: 1 280 at 400 % (WCAG 1.4.10)

AXE = """async (only) => (await axe.run({runOnly: only, resultTypes: ["violations"]})).violations.map(
  v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.target.join(" ") + " (" + n.any.concat(n.all).map(
    c => c.message).slice(0, 1) + ")").join("; ")}`)"""
WIDER = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const own = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible") return false; return true; };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (e) => e.getBoundingClientRect().right > room + 1 && own(e));
  return wide.slice(-3).map((e) => e.tagName.toLowerCase() + "." + e.className);
}"""


class Besok:
    """One person's visit. `fel` gathers what no page may do: errors in the console, requests elsewhere."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address.rstrip("/")
        self.fel: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.fel.append(f"{self.where}: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    @property
    def where(self) -> str:
        return urlsplit(self.page.url).path

    def logga_in(self, email: str) -> None:
        """Sign in with the open password of the demo."""
        self.page.goto(f"{self.address}/logga-in/")
        self.page.get_by_label("E-post").fill(email)
        self.page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Logga in", exact=True).first.click()
        self.se(re.compile("."))

    def till(self, path: str) -> None:
        """Go to an address inside the house."""
        self.page.goto(urljoin(f"{self.address}/", path))

    def meny(self, name: str) -> None:
        """Choose in the side menu."""
        self.page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name=name).first.click()
        self.se(re.compile(name))

    def nasta(self, act: str | re.Pattern[str]) -> None:
        """Do what the page holds out as next: its one filled button, which has this text. A page follows."""
        button = self.page.get_by_role("main").locator(".knapp.fylld")
        expect(button).to_have_text(act)
        with self.page.expect_navigation():
            button.click()

    def se(self, heading: str | re.Pattern[str]) -> None:
        """The page has this main heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    @staticmethod
    def amount(shown: Locator) -> int:
        """A figure on the page, in whole kronor."""
        return int(re.sub(r"\s", "", shown.inner_text()))

    def choice(self, text: str) -> str:
        """The words of the choice in a list that holds the text."""
        return self.page.get_by_role("option").filter(has_text=text).first.inner_text()

    def hamta(self, link: str) -> bytes:
        """Click a link that gives a file, and read it."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=link).first.click()
        return waiting.value.path().read_bytes()

    def las(self, path: str) -> bytes:
        """What the house answers this person at an address that the browser would show by other means."""
        return self.page.context.request.get(urljoin(f"{self.address}/", path)).body()

    def status_of(self, path: str) -> int:
        """What the house answers this person at an address."""
        return self.page.context.request.get(urljoin(f"{self.address}/", path)).status

    def granska(self) -> None:
        """Look at the page as it stands: axe in light and dark, and whether it fits a narrow window."""
        if not self.page.evaluate("() => Boolean(window.axe)"):
            self.page.evaluate(Axe().axe_script)
        found = self.page.evaluate(AXE, {"type": "tag", "values": WCAG_2_1_AA})
        self.page.emulate_media(color_scheme="dark")
        dark = self.page.evaluate(AXE, {"type": "rule", "values": ["color-contrast"]})
        self.page.emulate_media(color_scheme="light")
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": NARROW, "height": 800})
        wide = self.page.evaluate(WIDER)
        self.page.set_viewport_size(size)
        found += [f"mörkt: {text}" for text in dark] + [f"bredare än {NARROW}: {text}" for text in wide]
        self.fel += [f"{self.where}: {text}" for text in found]

    def sidor(self, start: str, known: set[str], *, only: tuple[str, ...] = ("",)) -> Iterator[str]:
        """Open one page of each kind that links lead to from `start`; kinds in `known` are passed by.

        Yields the name of each as it stands open, and adds it to `known`. `only`: how the names begin.
        """
        waiting = [urljoin(f"{self.address}/", start)]
        while waiting:
            url = waiting.pop(0)
            name = _kind_of(url)
            if name is None or name in known or not name.startswith(only) or not self._open(url):
                continue
            known.add(name)
            yield name
            # A link with a type leads to something else than a page, such as a feed.
            links = self.page.eval_on_selector_all("a[href]:not([type])", "all => all.map(a => a.href)")
            waiting += [link for link in links if link.startswith(self.address)]

    def _open(self, url: str) -> bool:
        try:
            response = self.page.goto(url)
        except Error as error:
            if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
                return False
            raise
        return response is not None and response.ok

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.fel.append(f"{self.where}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.fel.append(f"{self.where}: ber om {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.fel.append(f"{self.where}: {response.status} från {response.url}")


def _kind_of(url: str) -> str | None:
    """The name of the page, and its `vy`; None when the address is not one of ours."""
    parts = urlsplit(url)
    try:
        name = resolve(parts.path).view_name
    except Resolver404:
        return None
    view = [part for part in parts.query.split("&") if part.startswith("vy=")]
    return "?".join([name, *view])
