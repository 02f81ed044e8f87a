r"""Whether a formula from a title can be typeset by plain LaTeX and can do nothing else.

What is not listed here is not harmless: an unknown macro may be undefined, or may do anything at all.
"""

import re

_SYMBOLS = frozenset(
    str.split(r"""
    \alpha \beta \gamma \delta \epsilon \varepsilon \zeta \eta \theta \vartheta \iota \kappa \lambda \mu \nu \xi \pi
    \varpi \rho \varrho \sigma \varsigma \tau \upsilon \phi \varphi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi
    \Pi \Sigma \Upsilon \Phi \Psi \Omega \pm \mp \times \div \ast \star \circ \bullet \cdot \cap \cup \vee \wedge
    \oplus \ominus \otimes \odot \dagger \ddagger \amalg \setminus \leq \le \geq \ge \equiv \sim \simeq \approx \cong
    \neq \ne \doteq \propto \models \perp \mid \parallel \prec \succ \preceq \succeq \ll \gg \subset \supset \subseteq
    \supseteq \in \ni \notin \vdash \dashv \to \rightarrow \leftarrow \gets \leftrightarrow \Rightarrow \Leftarrow
    \Leftrightarrow \longrightarrow \longleftarrow \longleftrightarrow \mapsto \longmapsto \uparrow \downarrow
    \updownarrow \nearrow \searrow \hookrightarrow \hookleftarrow \infty \nabla \partial \hbar \ell \Re \Im \aleph
    \wp \emptyset \forall \exists \neg \angle \prime \top \bot \surd \triangle \sum \prod \coprod \int \oint \bigcup
    \bigcap \bigoplus \bigotimes \langle \rangle \lfloor \rfloor \lceil \rceil \lbrace \rbrace \vert \Vert \ldots
    \cdots \dots \quad \arccos \arcsin \arctan \arg \cos \cosh \cot \deg \det \dim \exp \gcd \hom \inf \ker \lim \ln
    \log \max \min \Pr \sin \sinh \sup \tan \tanh \, \; \: \!
    """)
)
_WITH_GROUP = frozenset(
    str.split(r"""
    \hat \widehat \bar \tilde \widetilde \vec \dot \ddot \check \breve \acute \grave \overline \underline \sqrt
    \mathrm \mathbf \mathit \mathsf \mathtt \mathcal
    """)
)
_TOKEN = re.compile(r"\\[A-Za-z]+|\\[,;:!{}]|[ A-Za-z0-9+\-*/=()\[\]<>|,.;:!?'^_{}]")
_CLOSING = {"{": "}", r"\{": r"\}"}
_DEEPEST = 8


class _NotHarmlessError(Exception):
    """The formula says something that is not known to be harmless."""


def is_harmless(formula: str) -> bool:
    r"""Return whether a formula, without its dollars, compiles in plain LaTeX and runs no foreign macro.

    >>> is_harmless(r"B^0_s\to\mu^+\mu^-"), is_harmless(r"\input{x}"), is_harmless("x^2^2"), is_harmless("{x")
    (True, False, False, False)
    """
    tokens = _TOKEN.findall(formula)
    if not formula.strip() or "".join(tokens) != formula:
        return False
    tokens = [token for token in tokens if token != " "]
    try:
        _end_of_list(tokens, 0, closing=None, depth=0)
    except _NotHarmlessError:
        return False
    return True


def _end_of_list(tokens: list[str], start: int, *, closing: str | None, depth: int) -> int:
    """Return the place after a list of atoms and scripts, and after the token that closes it."""
    if depth > _DEEPEST:
        raise _NotHarmlessError
    place, scripts = start, ""
    while place < len(tokens):
        token = tokens[place]
        if token == closing:
            return place + 1
        if token in "^_'":
            if token in scripts.replace("'", "") or (token == "'" and "^" in scripts):
                raise _NotHarmlessError
            scripts += token
            place = place + 1 if token == "'" else _end_of_script(tokens, place + 1, depth)
        else:
            scripts = ""
            place = _end_of_atom(tokens, place, depth)
    if closing is not None:
        raise _NotHarmlessError
    return place


def _end_of_atom(tokens: list[str], place: int, depth: int) -> int:
    token = tokens[place]
    if token in _CLOSING:
        return _end_of_list(tokens, place + 1, closing=_CLOSING[token], depth=depth + 1)
    if token in _WITH_GROUP:
        return _end_of_group(tokens, place + 1, depth)
    if token == r"\frac":
        return _end_of_group(tokens, _end_of_group(tokens, place + 1, depth), depth)
    if token in "{}^_'" or (token.startswith("\\") and token not in _SYMBOLS):
        raise _NotHarmlessError
    return place + 1


def _end_of_group(tokens: list[str], place: int, depth: int) -> int:
    if place == len(tokens) or tokens[place] != "{":
        raise _NotHarmlessError
    return _end_of_list(tokens, place + 1, closing="}", depth=depth + 1)


def _end_of_script(tokens: list[str], place: int, depth: int) -> int:
    """Return the place after what stands above or below the line: one symbol or a group."""
    if place < len(tokens) and tokens[place] == "{":
        return _end_of_group(tokens, place, depth)
    if place == len(tokens) or tokens[place] == r"\{" or tokens[place] in _WITH_GROUP or tokens[place] == r"\frac":
        raise _NotHarmlessError
    return _end_of_atom(tokens, place, depth)
