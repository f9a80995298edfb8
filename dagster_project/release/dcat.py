"""The published tables as a catalogue in DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/), written as JSON-LD.

The terms of use of a table are those of the files that it is made from. What is not known is left out: no publisher stands
here, since these differ from source to source; each data set leads to its page, which names them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dagster_project.common.yaml_values import Bilingual
from dagster_project.release.lineage import both_languages

MEDIA_TYPES = {
    "csv": "https://www.iana.org/assignments/media-types/text/csv",
    "parquet": "https://www.iana.org/assignments/media-types/application/vnd.apache.parquet",
    "json": "https://www.iana.org/assignments/media-types/application/json",
}
_PAGES = "../../"  # from the folder of the catalogue to that of the pages
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def catalogue(descriptor: dict[str, Any], address: str, terms: Mapping[str, Sequence[Bilingual]]) -> dict[str, Any]:
    """The catalogue of the release that ``descriptor`` describes.

    ``address`` is that of the site, ending with a slash; where it is empty, addresses count from the catalogue itself.
    ``terms``: the terms of use of the received files of each raw table.
    """
    pages = address or _PAGES
    return {
        "@context": _CONTEXT,
        "@id": f"{pages}api/v1/dcat.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _texts(both_languages(descriptor["title"])),
        "dct:modified": {"@type": "xsd:dateTime", "@value": descriptor["created"]},
        "dcat:version": descriptor["id"],
        "dcat:dataset": [_dataset(table, descriptor, pages, terms) for table in descriptor["resources"]],
    }


def _dataset(
    table: dict[str, Any], descriptor: dict[str, Any], pages: str, terms: Mapping[str, Sequence[Bilingual]]
) -> dict[str, Any]:
    name = table["name"]
    of_its_files = dict.fromkeys(text for raw_table in table["madeFrom"] for text in terms.get(raw_table, ()))
    return {
        "@id": f"{pages}api/v1/tables/{name}",
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": name,
        "dct:description": _texts(both_languages(table["description"])),
        "dct:modified": {"@type": "xsd:dateTime", "@value": descriptor["created"]},
        "dcat:version": descriptor["id"],
        "dct:rights": [{"@type": "dct:RightsStatement", "rdfs:label": _texts(text)} for text in of_its_files],
        "dcat:landingPage": [{"@id": f"{pages}{language}/data/{name}/"} for language in ("ja", "en")],
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcat:downloadURL": {"@id": f"{pages}api/v1/tables/{name}.{ending}"},
                "dcat:mediaType": {"@id": media_type},
            }
            for ending, media_type in MEDIA_TYPES.items()
        ],
    }


def _texts(text: Bilingual) -> list[dict[str, str]]:
    return [{"@language": "en", "@value": text.en}, {"@language": "ja", "@value": text.ja}]
