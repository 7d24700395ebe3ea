// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "VCard.h"

#include "VCardText.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

template <typename T>
bool isTooMuch(const Result<T> &fetched)
{
    return !fetched && fetched.error().kind == ErrorKind::Overloaded;
}

IqResult nameCard(const QString &name)
{
    return {vcards::write({}, name, {})};
}

} // namespace

VCard::VCard(Service &service, IqDispatcher &dispatcher, PersonFetch &people, ContactPortraits &portraits)
    : m_service(service), m_people(people), m_portraits(portraits)
{
    dispatcher.add(IqType::Get, u"vCard", u"vcard-temp",
                   [this](const IqRequest &request) { return answer(request); });
}

IqAnswer VCard::answer(const IqRequest &request) const
{
    using Kind = Destination::Kind;
    const Destination &to = request.incoming.to;
    switch (to.kind) {
    case Kind::Service:
        return nameCard(m_service.options.identityName);
    case Kind::Participant:
        return nameCard(to.nickname);
    case Kind::Contact:
        return answerForContact(request.incoming.user, to.contact);
    case Kind::Account:
    case Kind::Room:
    case Kind::Nobody:
        break;
    }
    return itemNotFound(QStringLiteral("There is no vCard."));
}

// One after the other, because what the network refuses is refused at once.
IqAnswer VCard::answerForContact(const UserId &id, const ContactId &contact) const
{
    const User *user = m_service.users.find(id);
    const KnownContact *known = user ? user->findContact(contact) : nullptr;
    const QString name = known && !known->contact.name.isEmpty() ? known->contact.name : contact.toString();
    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    const auto answer = [promise](const IqOutcome &outcome) {
        promise->addResult(outcome);
        promise->finish();
    };
    m_people.fetchProfile(id, contact, [this, id, contact, name, answer](const Result<Profile> &fetched) {
        if (isTooMuch(fetched))
            return answer(toStanzaError(fetched.error()));
        const Profile profile = fetched ? *fetched : Profile();
        findPicture(id, contact, [name, answer, profile](const Result<Picture> &found) {
            if (found)
                answer(IqResult{vcards::write(profile, name, *found)});
            else
                answer(toStanzaError(found.error()));
        });
    });
    return future;
}

// The one that the network told of is fetched once for all who see it. A network that cannot say has none,
// unless it was shown already.
void VCard::findPicture(const UserId &id, const ContactId &contact, const GotPicture &got) const
{
    const User *user = m_service.users.find(id);
    const KnownContact *known = user ? user->findContact(contact) : nullptr;
    if (!known || !known->portrait) {
        m_people.fetchPicture(id, contact, [got](const Result<Picture> &fetched) {
            got(fetched || isTooMuch(fetched) ? fetched : Result<Picture>(Picture()));
        });
        return;
    }
    m_portraits.fetch(id, known->portrait, [got, portrait = known->portrait](const QByteArray &bytes) {
        if (bytes.isEmpty() && portrait->state == Portrait::State::Seen)
            got(Error{ErrorKind::TimedOut});
        else
            got(Picture{bytes, QString::fromLatin1(portrait->mediaType)});
    });
}

} // namespace spectrum::xmpp
