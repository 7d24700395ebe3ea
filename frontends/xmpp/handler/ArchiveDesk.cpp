// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ArchiveDesk.h"

#include "DataForm.h"
#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView archiveNs = u"urn:xmpp:mam:2";
constexpr const char *archiveNamespace = "urn:xmpp:mam:2";

QString stampOf(const ArchiveEntry &entry)
{
    return entry.time().toUTC().toString(Qt::ISODateWithMs);
}

StanzaError isOff()
{
    return serviceUnavailable(QStringLiteral("No messages are kept here."));
}

QByteArray endOf(const ArchivePage &page)
{
    ElementWriter xml;
    xml.open("fin", archiveNamespace);
    if (page.isComplete)
        xml.attribute("complete", "true");
    xml.open("set", "http://jabber.org/protocol/rsm");
    if (!page.entries.isEmpty()) {
        xml.leaf("first", QString::number(page.entries.first().number));
        xml.leaf("last", QString::number(page.entries.last().number));
    }
    xml.leaf("count", QString::number(page.count));
    xml.close();
    xml.close();
    return xml.take();
}

void writeEnd(ElementWriter &xml, const char *name, const Result<ArchivePage> &page)
{
    if (!page || page->entries.isEmpty())
        return;
    xml.open(name);
    xml.attribute("id", QString::number(page->entries.first().number));
    xml.attribute("timestamp", stampOf(page->entries.first()));
    xml.close();
}

// Any value may be given, though none is offered (XEP-0122 §3.2.2).
void writeOpenList(ElementWriter &xml)
{
    xml.open("validate", "http://jabber.org/protocol/xdata-validate");
    xml.attribute("datatype", "xs:string");
    xml.empty("open");
    xml.close();
}

// Whose archive it is not.
IqAnswer refuseForeign(const IqRequest &request)
{
    using Kind = Destination::Kind;
    const Kind kind = request.incoming.to.kind;
    if (kind == Kind::Service)
        return serviceUnavailable(QStringLiteral("The archive is at your own address."));
    return StanzaError{"auth", "forbidden", QStringLiteral("Only your own archive is open to you.")};
}

} // namespace

ArchiveDesk::ArchiveDesk(Service &service, IqDispatcher &dispatcher, PersonalStore &store,
                         MessageArchive &archive)
    : m_service(service), m_store(store), m_archive(archive)
{
    for (const QStringView name : {QStringView(u"query"), QStringView(u"prefs"), QStringView(u"metadata")}) {
        dispatcher.add(IqType::Get, name, archiveNs, refuseForeign);
        dispatcher.add(IqType::Set, name, archiveNs, refuseForeign);
    }
    dispatcher.addForAccount(IqType::Set, u"query", archiveNs,
                             [this](const IqRequest &request) { return find(request); });
    dispatcher.addForAccount(IqType::Get, u"query", archiveNs,
                             [this](const IqRequest &) { return tellForm(); });
    dispatcher.addForAccount(IqType::Get, u"metadata", archiveNs,
                             [this](const IqRequest &request) { return tellEnds(request); });
    dispatcher.addForAccount(IqType::Get, u"prefs", archiveNs,
                             [this](const IqRequest &request) { return tellPreferences(request); });
    dispatcher.addForAccount(IqType::Set, u"prefs", archiveNs,
                             [this](const IqRequest &request) { return changePreferences(request); });
}

IqAnswer ArchiveDesk::find(const IqRequest &request)
{
    Archive *archive = m_service.host.archive();
    if (!archive)
        return isOff();
    ArchiveRequest wanted;
    if (auto refusal = wanted.read(request.payload))
        return *refusal;
    const Reader reader{.account = request.incoming.user.toString(),
                        .client = request.incoming.from.full(),
                        .queryId = request.payload.attribute("queryid"),
                        .isFlipped = wanted.isFlipped()};
    return archive->find(request.incoming.user, wanted.query())
        .then(&m_service.context, [this, reader](const Result<ArchivePage> &page) -> IqOutcome {
            if (!page)
                return toStanzaError(page.error());
            send(reader, *page);
            return IqResult{endOf(*page)};
        });
}

void ArchiveDesk::send(const Reader &reader, const ArchivePage &page)
{
    if (reader.isFlipped) {
        for (auto entry = page.entries.crbegin(); entry != page.entries.crend(); ++entry)
            sendOne(reader, *entry);
        return;
    }
    for (const ArchiveEntry &entry : page.entries)
        sendOne(reader, entry);
}

void ArchiveDesk::sendOne(const Reader &reader, const ArchiveEntry &entry)
{
    ElementWriter xml;
    xml.open("message");
    xml.attribute("from", reader.account);
    xml.attribute("to", reader.client);
    xml.open("result", archiveNamespace);
    if (!reader.queryId.isEmpty())
        xml.attribute("queryid", reader.queryId);
    xml.attribute("id", QString::number(entry.number));
    xml.open("forwarded", "urn:xmpp:forward:0");
    xml.open("delay", "urn:xmpp:delay");
    xml.attribute("stamp", stampOf(entry));
    xml.close();
    xml.raw(entry.content);
    xml.close();
    xml.close();
    xml.close();
    m_service.door->send(reader.client, xml.take());
}

IqAnswer ArchiveDesk::tellForm() const
{
    if (!m_service.host.archive())
        return isOff();
    ElementWriter xml;
    xml.open("query", archiveNamespace);
    xml.open("x", dataform::ns);
    xml.attribute("type", "form");
    dataform::writeFormType(xml, archiveNamespace);
    struct Field {
        const char *name;
        const char *type;
    };
    for (const Field field :
         {Field{"with", "jid-single"}, Field{"start", "text-single"}, Field{"end", "text-single"},
          Field{"before-id", "text-single"}, Field{"after-id", "text-single"}, Field{"ids", "list-multi"}}) {
        xml.open("field");
        xml.attribute("type", field.type);
        xml.attribute("var", field.name);
        if (qstrcmp(field.type, "list-multi") == 0)
            writeOpenList(xml);
        xml.close();
    }
    xml.close();
    xml.close();
    return IqResult{xml.take()};
}

IqAnswer ArchiveDesk::tellEnds(const IqRequest &request)
{
    Archive *archive = m_service.host.archive();
    if (!archive)
        return isOff();
    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    const auto first = std::make_shared<Result<ArchivePage>>(ArchivePage{});
    archive->find(request.incoming.user, {.limit = 1})
        .then(&m_service.context, [first](const Result<ArchivePage> &page) { *first = page; });
    archive->find(request.incoming.user, {.limit = 1, .page = ArchiveQuery::Page::Last})
        .then(&m_service.context, [first, promise](const Result<ArchivePage> &last) {
            ElementWriter xml;
            xml.open("metadata", archiveNamespace);
            writeEnd(xml, "start", *first);
            writeEnd(xml, "end", last);
            xml.close();
            promise->addResult(IqResult{xml.take()});
            promise->finish();
        });
    return promise->future();
}

IqAnswer ArchiveDesk::tellPreferences(const IqRequest &request)
{
    return m_store.enqueue(
        request.incoming.user, [](const PersonalStore::Values &values) -> PersonalStore::Step {
            const ArchivePreferences preferences(values.value(MessageArchive::preferencesKey()));
            return {.outcome = IqResult{preferences.write()}};
        });
}

IqAnswer ArchiveDesk::changePreferences(const IqRequest &request)
{
    const auto read = ArchivePreferences::read(request.payload);
    if (const auto *refusal = std::get_if<StanzaError>(&read))
        return *refusal;
    const auto &preferences = std::get<ArchivePreferences>(read);
    return m_store.enqueue(
        request.incoming.user,
        [preferences](const PersonalStore::Values &) -> PersonalStore::Step {
            return {.changes = {{MessageArchive::preferencesKey(), preferences.text()}},
                    .outcome = IqResult{preferences.write()}};
        },
        [this, user = request.incoming.user, preferences] { m_archive.setPreferences(user, preferences); });
}

} // namespace spectrum::xmpp
