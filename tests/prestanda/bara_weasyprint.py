"""`python -m tests.prestanda.bara_weasyprint FOLDER PART OF`: every OFth HTML page to PDF, WeasyPrint alone.

One font configuration and one parsed style sheet for all pages, as one would. Prints "redo" when it is ready
and waits for a line; then renders and prints its processor time.
"""

import sys
import time
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from samverkan.lib.pdf import PRINT_DIRECTORY, LocalFetcher


def main(folder: str, part: str, of: str) -> None:
    pages = [page.read_text(encoding="utf-8") for page in sorted(Path(folder).glob("*.html"))]
    fonts = FontConfiguration()
    css = weasyprint.CSS(
        filename=PRINT_DIRECTORY / "faktura.css", font_config=fonts, url_fetcher=LocalFetcher()
    )
    print("redo", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    for page in pages[int(part) :: int(of)]:
        source = weasyprint.HTML(string=page, base_url=f"{PRINT_DIRECTORY}/", url_fetcher=LocalFetcher())
        source.write_pdf(font_config=fonts, stylesheets=[css], pdf_variant="pdf/a-3a")
    print(time.process_time() - began, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
