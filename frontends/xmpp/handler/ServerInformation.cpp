// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerInformation.h"

namespace spectrum::xmpp::serverinformation
{

QStringList serviceFeatures(const Options &options)
{
    if (options.mode != Mode::Server)
        return {};
    return {QStringLiteral("jabber:iq:private"), QStringLiteral("jabber:iq:roster"),
            QStringLiteral("urn:xmpp:blocking"), QStringLiteral("urn:xmpp:time")};
}

QStringList accountFeatures(const Service &service)
{
    if (!service.isServer())
        return {};
    QStringList features{QStringLiteral("http://jabber.org/protocol/disco#items"),
                         QStringLiteral("http://jabber.org/protocol/pubsub"),
                         QStringLiteral("jabber:iq:private"),
                         QStringLiteral("urn:xmpp:time"),
                         QStringLiteral("urn:xmpp:bookmarks:1#compat"),
                         QStringLiteral("urn:xmpp:bookmarks:1#compat-pep"),
                         QStringLiteral("vcard-temp")};
    if (service.host.archive())
        features << QStringLiteral("urn:xmpp:mam:2") << QStringLiteral("urn:xmpp:mam:2#extended")
                 << QStringLiteral("urn:xmpp:sid:0");
    for (const char *each :
         {"access-whitelist", "auto-create", "auto-subscribe", "delete-nodes", "filtered-notifications",
          "item-ids", "last-published", "multi-items", "persistent-items", "publish", "publish-options",
          "purge-nodes", "retract-items", "retrieve-items"})
        features.append(QStringLiteral("http://jabber.org/protocol/pubsub#") + QLatin1String(each));
    return features;
}

void describeService(const Options &options, Capabilities &capabilities)
{
    if (options.mode != Mode::Server)
        return;
    capabilities.addIdentity(QStringLiteral("server"), QStringLiteral("im"));
    if (!options.contactAddresses.isEmpty())
        capabilities.setForm(
            {QStringLiteral("http://jabber.org/network/serverinfo"), options.contactAddresses});
}

void describeAccount(const Options &options, Capabilities &capabilities)
{
    if (options.mode == Mode::Server)
        capabilities.addIdentity(QStringLiteral("pubsub"), QStringLiteral("pep"));
}

} // namespace spectrum::xmpp::serverinformation
