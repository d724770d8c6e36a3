"""What a run of the program can fail with.

    BotError
    ├── SettingsFault    the configuration cannot be taken as it is
    ├── RefusedToken     Telegram does not know the token
    ├── NoAddress        the bot cannot listen where it is to
    ├── UnknownProxy     the environment names a proxy that the bot cannot use
    ├── PageNotWritten   a page cannot be written where it should be
    └── NoJournal        nothing has been written down, or it cannot be read

Messages are in Chinese, since it is a clerk who reads them.
"""

from pathlib import Path

from knowledge.model import Problem


class BotError(Exception):
    """Base of all that this package raises on purpose."""


class SettingsFault(BotError):
    """The configuration cannot be taken as it is."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class RefusedToken(BotError):
    """Telegram does not know the token."""

    def __init__(self) -> None:
        super().__init__(
            "Telegram 不认这个令牌；请核对 TELEGRAM_BOT_TOKEN，或向 @BotFather 重新申请"
        )


class NoAddress(BotError):
    """The bot cannot listen where it is to."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(f"无法在 {host} 的端口 {port} 上监听：{reason}；请换一个端口，或检查证书")


class UnknownProxy(BotError):
    """The environment names a proxy that the bot cannot use."""

    def __init__(self, scheme: str) -> None:
        super().__init__(
            f"环境变量里的代理是 {scheme}://，这里只能用 http:// 的；"
            "请改 HTTPS_PROXY 或 ALL_PROXY，代理程序一般也有 HTTP 端口"
        )


class PageNotWritten(BotError):
    """A page cannot be written where it should be."""

    def __init__(self, path: Path, reason: str | None) -> None:
        super().__init__(f"{path}: 无法写入网页：{reason}；请检查路径和权限")


class NoJournal(BotError):
    """Nothing has been written down, or it cannot be read."""

    def __init__(self, path: Path, reason: str | None = None) -> None:
        told = f"无法读取提问记录：{reason}" if reason else "还没有提问记录；机器人运行过才有"
        super().__init__(f"{path}: {told}。记录在别处时用 --data 指定文件夹")
