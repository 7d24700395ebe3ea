// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientHeader.h"

#include "StreamXml.h"

#include "../address/Jid.h"

namespace spectrum::xmpp
{

std::optional<StreamError> errorOfHeader(const ElementReader::Header &header, const QString &domain)
{
    const Element &stream = header.stream;
    if (stream.name() != QLatin1String("stream"))
        return StreamError{"invalid-xml", {}};
    if (stream.ns() != QLatin1String(streamxml::streamsNs) ||
        header.defaultNs != QLatin1String(streamxml::clientNs))
        return StreamError{"invalid-namespace", {}};
    if (stream.attribute("version").section(QLatin1Char('.'), 0, 0).toInt() < 1)
        return StreamError{"unsupported-version", {}};
    if (stream.attribute("xml:lang").size() > 35)
        return StreamError{"invalid-xml", {}};
    const QString to = stream.attribute("to");
    if (to.isEmpty())
        return StreamError{"improper-addressing", {}};
    const auto address = Jid::parse(to);
    if (!address || address->bare() != domain || !address->isBare())
        return StreamError{"host-unknown", {}};
    return std::nullopt;
}

} // namespace spectrum::xmpp
