"""Asking arXiv as harvesters do: lists that go on by token, and single papers, in the form that tells all versions."""

from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from importlib.metadata import version
from typing import Final
from urllib.parse import urlencode, urljoin

from requests import PreparedRequest, Request

from ingest.arxiv.asking import Asking, named, refuse_wrong_form
from ingest.arxiv.exchange import Answer, Patience
from ingest.arxiv.faults import ArxivUnreachedError, BrokenAnswerError, UnusableAnswerError
from ingest.arxiv.hosts import host_in, is_same_host
from ingest.arxiv.oai_pmh import MOST_BYTES, Harvest, harvest_in
from ingest.arxiv.pacing import INTERVAL, Pace
from ingest.arxiv.retrying import FailedError, Tries
from ingest.arxiv.settings import ArxivSettings, harvest_address, introduction
from schema.errors import ArxivError

FORM: Final = "arXivRaw"
"""The form of records that tells versions and withdrawals."""

_XML = ("text/xml", "application/xml", "")
_MOST_REDIRECTIONS = 3
_PATIENCE = Patience(connect=10, silence=120, whole=600)
"""A list takes arXiv long to begin, and its parts are large."""


class OaiRefusedError(ArxivError):
    """ArXiv refuses a request of a harvester."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, f"refuses the request: {reason}", remedy="Compare the set and the days with arXiv's")


class OaiClient:
    """The interface for harvesters, or what stands in for it.

    Args:
        settings: Where arXiv is, and how this program presents itself.
        now: The time it is.
        interval: Seconds between two requests.
        seed: Decides by how much pauses are longer than they have to be.
        tries: How often it is asked the same.
        patience: How long it may take.
        progress: Is told what is being done.

    Attributes:
        address: Address of the interface.

    Raises:
        InputError: The address is none.
    """

    def __init__(
        self,
        settings: ArxivSettings,
        *,
        now: datetime,
        interval: float = INTERVAL,
        seed: int = 0,
        tries: Tries | None = None,
        patience: Patience | None = None,
        progress: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.address = harvest_address(settings.url)
        # The turns are those of the other interface: arXiv counts all of its requests together.
        pace = Pace(settings.cache, interval=interval, waiting=lambda left: progress(f"waiting {left:.0f} s for arXiv"))
        self._asking = Asking(
            self.address,
            pace=pace,
            now=now,
            agent=introduction(settings.contact, version("syllagraph")),
            seed=seed,
            tries=tries,
            patience=patience or _PATIENCE,
            progress=progress,
        )

    @property
    def requests(self) -> int:
        """How many requests were made."""
        return self._asking.requests

    def listed(self, *, archive: str = "", since: str = "", until: str = "") -> Harvest:
        """Return the first part of a list: of a set, changed in a span of days; all that is left out is not limited.

        Raises:
            ArxivError: There is no usable answer.
        """
        asked = {"set": archive, "from": since, "until": until}
        return self._harvest({"verb": "ListRecords", "metadataPrefix": FORM} | {k: v for k, v in asked.items() if v})

    def continued(self, token: str) -> Harvest:
        """Return the part of a list that a token stands for.

        Raises:
            ArxivError: There is no usable answer.
        """
        return self._harvest({"verb": "ListRecords", "resumptionToken": token})

    def paper(self, id_: str) -> Harvest:
        """Return what there is of one paper.

        Raises:
            ArxivError: There is no usable answer.
        """
        asked = {"verb": "GetRecord", "identifier": f"oai:arXiv.org:{id_}", "metadataPrefix": FORM}
        return self._harvest(asked)

    def _harvest(self, asked: Mapping[str, str]) -> Harvest:
        request = Request("GET", f"{self.address}?{urlencode(asked)}").prepare()
        return self._asking.persistently(lambda _: self._read(self._answer(request)))

    def _answer(self, request: PreparedRequest) -> Answer:
        for _ in range(_MOST_REDIRECTIONS + 1):
            answer = self._asking.exchange(request, most=MOST_BYTES)
            if not 300 <= answer.status < 400:
                return answer
            target = urljoin(request.url or "", answer.headers.get("Location", ""))
            if not is_same_host(self.address, target):
                reason = f"sends elsewhere, to {host_in(target)}, which is not followed"
                raise ArxivUnreachedError(self.address, reason)
            request = Request("GET", target).prepare()
        raise ArxivUnreachedError(self.address, "sends from one address to the next without end")

    def _read(self, answer: Answer) -> Harvest:
        try:
            refuse_wrong_form(answer, _XML, "OAI-PMH")
            harvest = harvest_in(answer.body)
        except (BrokenAnswerError, FailedError) as error:
            if answer.status != HTTPStatus.OK:
                raise ArxivUnreachedError(self.address, f"answers {named(answer.status)}") from error
            if isinstance(error, FailedError):
                raise
            if error.lasting:
                raise UnusableAnswerError(self.address, f"the answer is refused: {error}") from error
            raise FailedError(f"the answer {error}", broken=True) from error
        if answer.status != HTTPStatus.OK and not harvest.errors:
            raise ArxivUnreachedError(self.address, f"answers {named(answer.status)}")
        return harvest
