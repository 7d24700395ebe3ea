// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Version.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

Version::Version(IqDispatcher &dispatcher)
{
    dispatcher.add(IqType::Get, u"query", u"jabber:iq:version", [](const IqRequest &request) -> IqAnswer {
        if (request.incoming.to.kind != Destination::Kind::Service)
            return serviceUnavailable(QStringLiteral("The network does not tell people's software."));
        ElementWriter xml;
        xml.open("query", "jabber:iq:version");
        xml.leaf("name", "Spectrum 2");
        xml.leaf("version", SPECTRUM_VERSION);
        xml.close();
        return IqResult{xml.take()};
    });
}

} // namespace spectrum::xmpp
