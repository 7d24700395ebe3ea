// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "EntityTime.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

EntityTime::EntityTime(Service &service, IqDispatcher &dispatcher)
{
    dispatcher.add(IqType::Get, u"time", u"urn:xmpp:time", [&service](const IqRequest &request) -> IqAnswer {
        using Kind = Destination::Kind;
        const Kind kind = request.incoming.to.kind;
        if (kind != Kind::Service && kind != Kind::Account)
            return serviceUnavailable(QStringLiteral("The network does not tell people's time."));
        ElementWriter xml;
        xml.open("time", "urn:xmpp:time");
        // Where the host stands is nobody's business.
        xml.leaf("tzo", "+00:00");
        xml.leaf("utc", service.host.clock().utc().toUTC().toString(Qt::ISODate));
        xml.close();
        return IqResult{xml.take()};
    });
}

} // namespace spectrum::xmpp
