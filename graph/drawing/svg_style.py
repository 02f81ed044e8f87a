"""The style of pictures in SVG: colours that the colour-blind tell apart, light and dark."""

_KINDS = {
    "stage": "#882255",
    "method": "#332288",
    "objective": "#cc6677",
    "data": "#ddaa33",
    "evaluation": "#44aa99",
    "model": "#117733",
    "theory": "#88ccee",
    "technique": "#999933",
    "phenomenon": "#aa4499",
    "tool": "#777777",
}
"""Paul Tol's muted scheme; the word is in the legend and under the pointer too."""
_LIGHT = {
    "paper": "#ffffff",
    "frame": "#f4f6f9",
    "frame-line": "#d5dbe4",
    "box": "#ffffff",
    "line": "#8a94a3",
    "ink": "#1b2430",
    "dim": "#5a6575",
    "edge": "#6b7688",
    "faint": "#eceff3",
    "target": "#0b5394",
    "target-ink": "#ffffff",
    "target-dim": "#dbe8f5",
    "arc": "#c2410c",
    "arc-box": "#fff4ec",
    "order": "#a8672f",
}
_DARK = {
    "paper": "#12161c",
    "frame": "#191f28",
    "frame-line": "#2d3644",
    "box": "#222a35",
    "line": "#6f7c8f",
    "ink": "#e8edf4",
    "dim": "#a6b1c0",
    "edge": "#8794a6",
    "faint": "#2a323e",
    "target": "#8cc4ff",
    "target-ink": "#0c1620",
    "target-dim": "#23405c",
    "arc": "#ff9a5c",
    "arc-box": "#3a2618",
    "order": "#d9a273",
}
_DARK_KINDS = {"method": "#8f86e8", "stage": "#d1608f", "model": "#4fb573", "tool": "#aaaaaa"}
_FONTS = (
    "Inter,'Helvetica Neue',Arial,'Liberation Sans','Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',"
    "'Noto Sans SC',sans-serif"
)


def _variables(colours: dict[str, str], kinds: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in (*colours.items(), *kinds.items()))


STYLE = f"""
svg{{{_variables(_LIGHT, _KINDS)}font-family:{_FONTS};color-scheme:light dark}}
@media (prefers-color-scheme:dark){{svg{{{_variables(_DARK, _DARK_KINDS)}}}}}
text{{fill:var(--ink)}}
.paper{{fill:var(--paper)}}
.headline{{font-size:21px;font-weight:700}}
.figures,.note{{font-size:12.5px;fill:var(--dim)}}
.frame{{fill:var(--frame);stroke:var(--frame-line)}}
.frame-name{{font-size:15px;font-weight:700}}
.shape{{fill:var(--box);stroke:var(--line);stroke-width:1.2}}
.name{{font-size:13px;font-weight:600}}
.small{{font-size:10.5px;fill:var(--dim)}}
.target>.shape{{fill:var(--target);stroke:var(--target)}}
.target>.name{{fill:var(--target-ink)}}
.target>.small{{fill:var(--target-dim)}}
.known>.shape,.assumed>.shape{{fill:var(--faint);stroke:var(--faint)}}
.known>.name,.assumed>.name,.known>.small{{fill:var(--dim)}}
.for-order>.shape{{stroke-dasharray:6 4}}
.alternative>.shape{{fill:none;stroke-dasharray:2 3}}
.alternative>.name{{fill:var(--dim);font-weight:400}}
.one-of>.shape{{fill:var(--paper);stroke:var(--edge)}}
.one-of>.small{{fill:var(--edge);font-weight:600}}
.station:not(.target)>.shape{{fill:var(--arc-box);stroke:var(--arc);stroke-width:2.4;stroke-dasharray:none}}
.edge{{fill:none;stroke:var(--edge);stroke-width:1.4}}
.one-of.edge{{stroke-dasharray:none}}
.precedes{{stroke:var(--order);stroke-dasharray:6 4}}
.relation{{stroke:var(--line);stroke-dasharray:2 3}}
.arc{{stroke:var(--arc);stroke-width:4.5}}
.head path{{fill:var(--edge)}}
.head-order path{{fill:var(--order)}}
.head-arc path{{fill:var(--arc)}}
.head-other path{{fill:var(--line)}}
.halo{{fill:var(--paper);opacity:.9}}
.stop{{fill:var(--arc)}}
.stop-name{{font-size:14px;font-weight:700;fill:var(--paper)}}
.edge-name{{font-size:10.5px;fill:var(--dim)}}
{"".join(f".kind-{name}{{fill:var(--{name})}}" for name in _KINDS)}
"""
