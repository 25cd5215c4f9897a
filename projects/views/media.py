"""Pictures and files of public projects.

Browsers cache them, but ask each time whether they are unchanged and still public.
"""

from mimetypes import guess_type

from django.core.files.base import File
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from projects.models import Project, ProjectAttachment, ProjectPicture

WEBP = {"webp": "image/webp"}  # not in every system's list of types


def attachment(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """A file of a project; files that are not public are not found."""
    files = ProjectAttachment.objects.filter(
        is_public=True, project__in=Project.objects.public(), project__code=code
    )
    return _file_response(request, get_object_or_404(files, pk=pk).file, as_attachment=True)


def picture(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    pictures = ProjectPicture.objects.filter(
        project__in=Project.objects.public(), project__code=code
    )
    return _file_response(request, get_object_or_404(pictures, pk=pk).file, as_attachment=False)


def _file_response(request: HttpRequest, file: File, *, as_attachment: bool) -> HttpResponseBase:
    try:
        # A replaced file gets a new name.
        headers = {
            "ETag": quote_etag(f"{file.name}-{file.size}"),
            "Cache-Control": "public, no-cache",
        }
        known = HttpResponse(headers=headers)
        answer = get_conditional_response(request, etag=headers["ETag"], response=known)
        if answer is not None and answer is not known:
            return answer
        content = file.open()
    except FileNotFoundError:
        raise Http404 from None
    name = str(file.name).rpartition("/")[2]
    content_type = WEBP.get(name.rpartition(".")[2].lower()) or guess_type(name)[0]
    return FileResponse(
        content,
        as_attachment=as_attachment,
        filename=name,
        content_type=content_type or "application/octet-stream",
        headers=headers,
    )
