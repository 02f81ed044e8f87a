"""What stands in for arXiv's interface for harvesters: records, lists that go on by token, and its errors."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

V1 = ("v1", "Thu, 15 Jan 2026 17:59:59 GMT", "113kb", "D")
V2 = ("v2", "Fri, 6 Feb 2026 08:00:00 GMT", "0kb", "I")
XML = "text/xml; charset=utf-8"


def version(name, created, size="113kb", source_type=""):
    kind = f"<source_type>{source_type}</source_type>" if source_type else ""
    return f'<version version="{name}"><date>{created}</date><size>{size}</size>{kind}</version>'


def record(named="2601.90001", versions=(V1,), datestamp="2026-02-07", header=None, status="", **texts):
    told = {
        "title": "A Small Theory\n  of Steam",
        "authors": 'Odalys Fenn, Aki K\\"essel',
        "categories": "cs.CL cs.LG",
        "license": "http://example.org/licence",
        "abstract": "  Where steam\n goes.\n",
    } | {name.replace("_", "-"): text for name, text in texts.items()}
    inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in told.items() if text is not None)
    return (
        f"<record><header{status}><identifier>oai:arXiv.org:{header or named}</identifier>"
        f"<datestamp>{datestamp}</datestamp><setSpec>cs:cs:CL</setSpec></header>"
        f'<metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/"><id>{named}</id><submitter>O. Fenn</submitter>'
        f"{''.join(version(*one) for one in versions)}{inner}</arXivRaw></metadata></record>"
    )


def answer(*inside, verb="ListRecords", after=""):
    listed = f"<{verb}>{''.join(inside)}{after}</{verb}>" if inside else ""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>2026-02-08T00:00:00Z</responseDate>'
        f'<request verb="{verb}">http://example.org/oai</request>{listed}{"" if inside else after}</OAI-PMH>'
    ).encode()


def error(code, message="Something is wrong with it"):
    return answer(after=f'<error code="{code}">{message}</error>')


@dataclass
class Shelf:
    """Records that can be harvested, in the order in which they are listed.

    Attributes:
        records: Day of the last change and text of each record, by id.
        size: How many records a part of a list has.
        generation: Tokens of an earlier generation have expired.
    """

    records: dict = field(default_factory=dict)
    size: int = 2
    generation: int = 0

    def put(self, named, day, **facts):
        self.records[named] = day, record(named, datestamp=day, **facts)

    def delete(self, named, day):
        header = f'<record><header status="deleted"><identifier>oai:arXiv.org:{named}</identifier>'
        self.records[named] = day, f"{header}<datestamp>{day}</datestamp></header></record>"

    def __call__(self, query):
        asked = {name: values[0] for name, values in query.items()}
        return 200, {"Content-Type": XML}, self._answer(asked)

    def _answer(self, asked):
        if asked["verb"] == "GetRecord":
            found = self.records.get(asked["identifier"].removeprefix("oai:arXiv.org:"))
            return answer(found[1], verb="GetRecord") if found else error("idDoesNotExist", "No such paper")
        since, until, start = asked.get("from", ""), asked.get("until", "9999"), 0
        if token := asked.get("resumptionToken"):
            generation, since, until, start = token.split("|")
            if int(generation) != self.generation:
                return error("badResumptionToken", "The token has expired")
        found = [text for day, text in self.records.values() if since <= day <= until]
        if not found:
            return error("noRecordsMatch", "Nothing changed")
        after = int(start) + self.size
        more = f"{self.generation}|{since}|{until}|{after}" if after < len(found) else ""
        return answer(*found[int(start) : after], after=f"<resumptionToken>{more}</resumptionToken>")
