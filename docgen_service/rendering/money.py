"""Money on paper (金额): 5,000.00, and in capital numerals (大写) that nobody can alter.

After 《正确填写票据和结算凭证的基本规定》. cn2an was tried and left: it reads text and floats, needs a further
package, and drops the 零 that the rules write before 角 in ￥107,000.53.
"""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ((10**8, "亿"), (10**4, "万"), (1, ""))
_LIMIT = 10**12


def yuan(fen: int) -> str:
    """500000 → 5,000.00."""
    return f"{fen // 100:,}.{fen % 100:02}"


def capital(fen: int) -> str:
    """500000 → 伍仟元整; 0 → 零元整; 105 → 壹元零伍分. Below 10,000亿元; ValueError for others."""
    whole, cents = divmod(fen, 100)
    if not 0 <= whole < _LIMIT:
        raise ValueError("out of range")
    if not cents:
        return f"{_whole(whole) or '零'}元整"
    return (f"{_whole(whole)}元" if whole else "") + _cents(whole, cents)


def _cents(whole: int, cents: int) -> str:
    tenths, hundredths = divmod(cents, 10)
    # 零 stands for a place that is empty between two that are not.
    gap = "零" if whole and (not tenths or whole % 10 == 0) else ""
    return (
        gap + (f"{_DIGITS[tenths]}角" if tenths else "") + (f"{_DIGITS[hundredths]}分" if hundredths else "")
    )


def _whole(number: int) -> str:
    text, empty_between = "", False
    for size, unit in _GROUPS:
        group, number = divmod(number, size)
        if not group:
            empty_between = bool(text)
            continue
        if text and (empty_between or group < 1000):
            text += "零"
        text += f"{_group(group)}{unit}"
        empty_between = False
    return text


def _group(group: int) -> str:
    """1 to 9999."""
    text, empty_between = "", False
    for digit, place in zip(f"{group:04}", _PLACES, strict=True):
        if digit == "0":
            empty_between = bool(text)
            continue
        text += ("零" if empty_between else "") + _DIGITS[int(digit)] + place
        empty_between = False
    return text
