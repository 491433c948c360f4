"""The ground of a paper (依据) as documents.yaml quotes it."""

from docgen_service.by_edition.settling import Faults, settled
from shared.contracts.documents.fields import NOT_APPLICABLE
from shared.contracts.documents.treatment import Grounded
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition


def settle_ground(
    edition: Edition, definition: DocumentDefinition, data: Grounded, faults: Faults
) -> Grounded:
    """Article and quote; where the regulation is silent, the edition's words for that."""
    basis = definition.basis
    article = basis.article if basis else edition.head.silent_basis
    quote = basis.quote if basis else NOT_APPLICABLE
    return settled(data, {"ground_article": article, "ground_quote": quote}, faults)
