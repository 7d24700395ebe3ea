// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnCard.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

OwnCard::OwnCard(IqDispatcher &dispatcher, PersonalStore &store, Changed changed)
{
    dispatcher.addForAccount(IqType::Get, u"vCard", u"vcard-temp", [&store](const IqRequest &request) {
        return store.enqueue(request.incoming.user,
                             [](const PersonalStore::Values &values) -> PersonalStore::Step {
                                 const QString card = values.value(key());
                                 if (card.isEmpty())
                                     return {.outcome = itemNotFound(QStringLiteral("There is no vCard."))};
                                 return {.outcome = IqResult{card.toUtf8()}};
                             });
    });
    dispatcher.addForAccount(
        IqType::Set, u"vCard", u"vcard-temp",
        [&store, changed = std::move(changed)](const IqRequest &request) {
            ElementWriter xml;
            xml.element(request.payload);
            return store.enqueue(
                request.incoming.user,
                [card = QString::fromUtf8(xml.take())](const PersonalStore::Values &) -> PersonalStore::Step {
                    return {.changes = {{key(), card}}};
                },
                [changed, user = request.incoming.user, vCard = request.payload] { changed(user, vCard); });
        });
}

} // namespace spectrum::xmpp
