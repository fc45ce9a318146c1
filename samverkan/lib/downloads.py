"""Files that a page hands out."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from samverkan.lib.workbook import Sheet, write_csv, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_response(sheet: Sheet, fmt: str, name: str) -> HttpResponse:
    """The sheet as a download named `name`, in the format "xlsx" or "csv"; any other does not exist."""
    if fmt == "xlsx":
        content, kind = write_workbook([sheet]), XLSX
    elif fmt == "csv":
        content, kind = write_csv(sheet.columns, sheet.rows), "text/csv; charset=utf-8"
    else:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{name}.{fmt}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


def file_response(content: bytes, kind: str, name: str) -> HttpResponse:
    """Bytes as a download; the name may hold å, ä and ö."""
    disposition = content_disposition_header(True, name)
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
