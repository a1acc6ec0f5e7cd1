"""One good frame of each kind, with every key that a frame can have."""

from __future__ import annotations

import msgspec
from msgspec import Raw

from kds.wire.closecodes import CloseCode
from kds.wire.frames import (
    Ack,
    AckItem,
    Banner,
    Bye,
    Cause,
    Cmd,
    CmdItem,
    Ev,
    Hello,
    Lost,
    More,
    Nack,
    Ping,
    Pong,
    Put,
    Salvaged,
    SalvageFrame,
    ScreenFrame,
    ServerFrame,
    Shown,
    Sight,
    Snap,
    StreamAt,
    Sub,
    Subscribe,
    View,
    ViewFrame,
    Welcome,
)

TERM = "5f0c2a9be1d34870"
CID = "c-81f2"
DISH = Put(id="dish/mapo", ver=2, doc=Raw(msgspec.msgpack.encode({"sku": "mapo", "name": "麻婆豆腐"})))
TICKET = Raw(msgspec.msgpack.encode({"id": "t1", "source": "till", "external_id": "38"}))

SCREEN_FRAMES: tuple[ScreenFrame, ...] = (
    Hello(
        min=1,
        max=1,
        app="demo",
        schema="",
        cid=CID,
        role="cook",
        device="hot 1",
        outbox=("c-77aa",),
        view=View(stations=("hot",), visible=False),
        subs=(StreamAt("store", TERM, 40),),
        t0=1500.5,
    ),
    Cmd(
        stream="store",
        cid=CID,
        items=(CmdItem(1, "01-a", "bump", {"ticket": "t1", "tasks": [{"task": "a.0.0", "gen": 1}]}, 1600.0),),
    ),
    ViewFrame(stations=("hot",), visible=True),
    Shown(seq=41, glass=(Sight("a.0.0", 1),), behind=(Sight("b.0.0", 2),), gone=("c.0.0",)),
    Pong(time=1772800002000, t0=3500.5, seq=41, skew=120, waiting=2),
    More(stream="store", part=1),
    Subscribe(subs=(StreamAt("store", TERM, 41),), outbox=(CID,)),
    SalvageFrame(part=0, tickets=(TICKET,)),
)

SERVER_FRAMES: tuple[ServerFrame, ...] = (
    Welcome(1, TERM, "0123456789abcdef", 1500.5, 1772800000000, 1772800000000, {"cmd_items": 64}, "demo"),
    Sub("store", "delta", 41, 38, 0, {"c-77aa": 3}),
    Snap("store", TERM, 41, 0, True, (DISH,)),
    Ev("store", TERM, 41, 41, (DISH,), ("ticket/t0",), (Cause("bump", "dish/mapo", "01-a"),), {CID: 1}),
    Ack(CID, (AckItem(1, "ok", 41, "", "", (Lost("b.0.0", "already_done", "wok 2", "Rice"),)),)),
    Nack(CID, 2, 5000, "full"),
    Salvaged(0, 250, (Lost("t1", "malformed", "", "38"),)),
    Ping(
        1772800002000, {"store": 41}, "ok", (Banner("kitchen_file", "warning", {"line": "7"}),), 3500.5, 1772800001000
    ),
    Bye(CloseCode.VERSION, False, "load the page again", True),
)
