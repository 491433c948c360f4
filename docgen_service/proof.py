"""A proof (试印): one draft from typed data, without database or store."""

from typing import Any

from docgen_service.content import read_for
from docgen_service.rendering.context import Imprint, context_of, photo_fields
from docgen_service.rendering.shelf import Shelf
from shared.contracts.documents.fields import BY_HAND
from shared.pictures import UnusablePicture, upright
from shared.problems import field_refusal
from shared.regulation.library import Library


def proof(
    editions: Library, edition: str, kind: str, raw: Any, photo: bytes | None = None
) -> tuple[bytes, tuple[str, ...]]:
    """The Word file, and the fields in which characters were stripped; a photo is given as a file."""
    published = Shelf(editions).get(edition, kind)
    data, cleaned = read_for(published, raw)
    fields = photo_fields(data)
    if fields and photo is None:
        raise field_refusal(next(iter(fields)), "photo_missing", "数据写有照片，请用 --photo 给出照片文件。")
    try:
        pictures = {name: upright(photo) for name in fields} if photo else {}
    except UnusablePicture as error:
        raise field_refusal("photo", "photo_unusable", error.reason) from None
    imprint = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
    return published.template.render(context_of(data, imprint, pictures)), cleaned
