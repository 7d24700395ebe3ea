// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Link.h"

#include "Formatting.h"

namespace spectrum::irc
{

QString Link::text(QByteArrayView bytes) const
{
    if (!hasFormatting(bytes))
        return options.codec.decode(bytes);
    return options.codec.decode(withoutFormatting(bytes));
}

ContactId Link::contactOf(QByteArrayView nickname) const
{
    return NameRules(options.casemapping).contactOf(text(nickname));
}

void Link::finish(RequestId request, std::optional<Error> error) const
{
    if (request != RequestId::None)
        tell(RequestFinished{request, std::move(error)});
}

} // namespace spectrum::irc
