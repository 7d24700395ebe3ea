// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PrivateStorage.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView privateNs = u"jabber:iq:private";
constexpr const char *privateNamespace = "jabber:iq:private";
constexpr qsizetype maximumNamespace = 1'000;

QString keyOf(const Element &element)
{
    return QStringLiteral("private ") + element.name() + u' ' + element.ns();
}

IqResult queryWith(QByteArrayView content)
{
    ElementWriter xml;
    xml.open("query", privateNamespace);
    xml.raw(content);
    xml.close();
    return {xml.take()};
}

QByteArray emptyLike(const Element &asked)
{
    ElementWriter xml;
    xml.element(Element(asked.name(), asked.ns()), {});
    return xml.take();
}

// XEP-0049 §2: something of a namespace of its own.
std::optional<StanzaError> check(const Element &element)
{
    if (element.ns() == privateNs || element.ns().isEmpty() || element.ns() == QLatin1String("jabber:client"))
        return notAcceptable(QStringLiteral("What is kept needs a namespace of its own."));
    if (element.ns().size() > maximumNamespace || element.name().size() > maximumNamespace)
        return notAcceptable(QStringLiteral("That name is too long."));
    return std::nullopt;
}

} // namespace

PrivateStorage::PrivateStorage(Service &service, IqDispatcher &dispatcher, PersonalStore &store,
                               Bookmarked bookmarked)
    : m_service(service), m_store(store), m_bookmarked(std::move(bookmarked))
{
    dispatcher.addForAccount(IqType::Get, u"query", privateNs,
                             [this](const IqRequest &request) { return tell(request); });
    dispatcher.addForAccount(IqType::Set, u"query", privateNs,
                             [this](const IqRequest &request) { return keep(request); });
}

IqAnswer PrivateStorage::tell(const IqRequest &request)
{
    if (request.payload.children().size() != 1)
        return badRequest(QStringLiteral("One thing is asked for at a time."));
    const Element &asked = request.payload.children().front();
    if (const auto wrong = check(asked))
        return *wrong;
    if (Bookmarks::isStorage(asked))
        return m_store.enqueue(request.incoming.user, [](const PersonalStore::Values &values) {
            return PersonalStore::Step{.outcome = queryWith(Bookmarks::storageIn(values))};
        });
    return m_store.enqueue(request.incoming.user, [key = keyOf(asked), empty = emptyLike(asked)](
                                                      const PersonalStore::Values &values) {
        const auto kept = values.constFind(key);
        return PersonalStore::Step{.outcome = queryWith(kept == values.cend() ? empty : kept->toUtf8())};
    });
}

IqAnswer PrivateStorage::keep(const IqRequest &request)
{
    if (request.payload.children().empty())
        return badRequest(QStringLiteral("There is nothing to keep."));
    PersonalStore::Step step;
    std::optional<Element> bookmarks;
    for (const Element &element : request.payload.children()) {
        if (const auto wrong = check(element))
            return *wrong;
        if (Bookmarks::isStorage(element)) {
            bookmarks = element;
            continue;
        }
        ElementWriter xml;
        xml.element(element, {});
        step.changes.insert(keyOf(element), QString::fromUtf8(xml.take()));
    }
    if (bookmarks)
        return keepBookmarks(request.incoming.user, *bookmarks, std::move(step));
    return m_store.enqueue(request.incoming.user, [step](const PersonalStore::Values &) { return step; });
}

IqAnswer PrivateStorage::keepBookmarks(const UserId &user, const Element &storage, PersonalStore::Step step)
{
    const auto done = std::make_shared<Bookmarks::Replacement>();
    const qint64 now = m_service.host.clock().utc().toMSecsSinceEpoch();
    return m_store.enqueue(
        user,
        [storage, step = std::move(step), done, now](const PersonalStore::Values &values) {
            auto replacement = Bookmarks::replace(values, storage, now);
            if (!replacement)
                return PersonalStore::Step{.outcome = Bookmarks::tooMany()};
            *done = std::move(*replacement);
            PersonalStore::Step whole = step;
            whole.changes.insert(done->changes);
            return whole;
        },
        [this, user, done] { m_bookmarked(user, *done); });
}

} // namespace spectrum::xmpp
