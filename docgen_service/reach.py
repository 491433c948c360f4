"""Who may draft and issue which document (谁可拟稿、签发): the issuers in documents.yaml decide, nobody else."""

from enum import StrEnum

from shared.auth import Principal
from shared.problems import Refusal, field_refusal
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition


class Level(StrEnum):
    """At whose level a document is made: a county's (县级), the city's (市级), or either."""

    COUNTY = "county"
    CITY = "city"
    EITHER = "either"


def level_of(edition: Edition, definition: DocumentDefinition) -> Level:
    """The level of a document: what no organ issues (an applicant's form) may be printed at either."""
    if edition.head.organs.county_body in definition.issuers:
        return Level.COUNTY
    submitters = {channel.submitter for channel in edition.channels.channels}
    return Level.EITHER if submitters.issuperset(definition.issuers) else Level.CITY


def organ_for(edition: Edition, definition: DocumentDefinition, principal: Principal, organ_code: str) -> str:
    """The name of the organ under which a document is entered; refused where it is not the principal's to make."""
    city, level = edition.head.region_code, level_of(edition, definition)
    refuse_foreign_code(edition, principal, organ_code)
    if level is Level.CITY and principal.role != "office":
        raise Refusal(403, "kind_not_allowed", "这种文书由市级机关发出，只能由领导小组办公室办理。")
    if level is Level.CITY and organ_code != city:
        message = f"这种文书由市级机关发出，organ_code 请填 {city}。"
        raise field_refusal("organ_code", "organ_not_of_kind", message)
    if level is Level.COUNTY and organ_code == city:
        message = "这种文书由县（市、区）总工会发出，organ_code 请填县（市、区）代码。"
        raise field_refusal("organ_code", "organ_not_of_kind", message)
    return _issuers(edition, definition) if organ_code == city else county_label(edition, organ_code)


def refuse_foreign_code(edition: Edition, principal: Principal, organ_code: str) -> None:
    """Refuses a code that is no organ's, and to a county union any but its own."""
    if organ_code not in {*edition.codes.regions, edition.head.region_code}:
        raise field_refusal("organ_code", "unknown_organ", "没有这个县（市、区）代码，请核对。")
    if principal.role != "office" and organ_code not in principal.organs:
        raise Refusal(403, "organ_not_allowed", "此密钥只能办理本县（市、区）的文书。")


def _issuers(edition: Edition, definition: DocumentDefinition) -> str:
    """主办 first; a form that no organ issues is entered under the office."""
    head = edition.head
    names = definition.issuers if level_of(edition, definition) is Level.CITY else (head.organs.office,)
    return "、".join(head.bodies[name].label for name in names)


def county_label(edition: Edition, organ_code: str) -> str:
    """秀峰区总工会, from its code."""
    head = edition.head
    label = head.bodies[head.organs.county_body].label
    return label.replace("县（市、区）", edition.codes.regions[organ_code])
