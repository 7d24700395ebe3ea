// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactSearch.h"

#include "DataForm.h"

namespace spectrum::xmpp
{

namespace
{

constexpr const char *searchNs = "jabber:iq:search";
constexpr qsizetype maximumTerm = 1'000;
constexpr qsizetype maximumFound = 500;
// XEP-0055 has elements of their own for these; a form has every field.
const QStringList plainFields{QStringLiteral("first"), QStringLiteral("last"), QStringLiteral("nick"),
                              QStringLiteral("email")};
const QString instructions = QStringLiteral("Fill in what you know of the person.");

const char *plainName(const QString &key)
{
    constexpr const char *names[] = {"first", "last", "nick", "email"};
    const qsizetype index = plainFields.indexOf(key);
    return index < 0 ? nullptr : names[index];
}

void writeColumn(ElementWriter &xml, const QString &key, const QString &label, const char *type)
{
    xml.open("field");
    xml.attribute("var", key);
    xml.attribute("label", label);
    xml.attribute("type", type);
    xml.close();
}

void writeCell(ElementWriter &xml, const QString &key, const QString &value)
{
    xml.open("field");
    xml.attribute("var", key);
    xml.leaf("value", value);
    xml.close();
}

QString nameOf(const Contact &contact)
{
    return contact.name.isEmpty() ? contact.id.toString() : contact.name;
}

} // namespace

ContactSearch::ContactSearch(Service &service, IqDispatcher &dispatcher) : m_service(service)
{
    if (service.host.network().searchFields().isEmpty())
        return;
    dispatcher.add(IqType::Get, u"query", u"jabber:iq:search",
                   [this](const IqRequest &request) { return tell(request); });
    dispatcher.add(IqType::Set, u"query", u"jabber:iq:search",
                   [this](const IqRequest &request) { return search(request); });
}

IqAnswer ContactSearch::tell(const IqRequest &request) const
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable();
    const QList<Field> fields = m_service.host.network().searchFields();
    ElementWriter xml;
    xml.open("query", searchNs);
    xml.leaf("instructions", instructions);
    for (const Field &field : fields) {
        if (const char *name = plainName(field.key))
            xml.empty(name);
    }
    xml.open("x", dataform::ns);
    xml.attribute("type", "form");
    xml.leaf("title", QStringLiteral("Search %1").arg(m_service.host.networkName()));
    xml.leaf("instructions", instructions);
    dataform::writeFormType(xml, searchNs);
    for (const Field &field : fields)
        dataform::writeField(xml, field);
    xml.close();
    xml.close();
    return IqResult{xml.take()};
}

IqAnswer ContactSearch::search(const IqRequest &request)
{
    if (request.incoming.to.kind != Destination::Kind::Service)
        return serviceUnavailable();
    auto terms = readTerms(request.payload);
    if (const auto *error = std::get_if<StanzaError>(&terms))
        return *error;
    const UserId &user = request.incoming.user;
    const RequestId id = m_service.host.nextRequest();
    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    m_open.emplace(
        id, Open{.promise = promise, .isForm = request.payload.child(u"x", u"jabber:x:data") != nullptr});
    m_service.order(
        user, id, SearchContacts{id, std::get<QMap<QString, QString>>(terms)},
        [this, id](const std::optional<Error> &error, const QList<Room> &) { finish(id, error); });
    return promise->future();
}

std::variant<QMap<QString, QString>, StanzaError> ContactSearch::readTerms(const Element &query) const
{
    QMap<QString, QString> given;
    if (const Element *form = query.child(u"x", u"jabber:x:data")) {
        given = dataform::answersIn(*form);
    } else {
        for (const Element &child : query.children())
            given.insert(child.name(), child.text());
    }
    QMap<QString, QString> terms;
    for (const Field &field : m_service.host.network().searchFields()) {
        const QString term = given.value(field.key).trimmed();
        if (term.size() > maximumTerm)
            return notAcceptable(QStringLiteral("\"%1\" is too long.").arg(field.label));
        if (term.isEmpty() && field.isRequired)
            return notAcceptable(QStringLiteral("\"%1\" is missing.").arg(field.label));
        if (!term.isEmpty())
            terms.insert(field.key, term);
    }
    if (terms.isEmpty())
        return notAcceptable(QStringLiteral("Fill in at least one field."));
    return terms;
}

void ContactSearch::handleFound(const ContactsFound &event)
{
    const auto open = m_open.find(event.request);
    if (open == m_open.end())
        return;
    for (const ContactsFound::Found &found : event.contacts) {
        if (open->second.found.size() >= maximumFound)
            return;
        open->second.found.append(found);
    }
}

void ContactSearch::finish(RequestId request, const std::optional<Error> &error)
{
    auto node = m_open.extract(request);
    if (node.empty())
        return;
    const Open &open = node.mapped();
    open.promise->addResult(error ? IqOutcome(toStanzaError(*error))
                                  : IqOutcome(IqResult{writeResult(open)}));
    open.promise->finish();
}

QByteArray ContactSearch::writeResult(const Open &open) const
{
    ElementWriter xml;
    xml.open("query", searchNs);
    if (open.isForm) {
        writeForm(xml, open.found);
    } else {
        for (const ContactsFound::Found &found : open.found) {
            xml.open("item");
            xml.attribute("jid", m_service.addresses.address(found.contact.id));
            xml.leaf("nick", nameOf(found.contact));
            xml.close();
        }
    }
    xml.close();
    return xml.take();
}

void ContactSearch::writeForm(ElementWriter &xml, const QList<ContactsFound::Found> &found) const
{
    QStringList labels;
    for (const ContactsFound::Found &one : found) {
        for (const ProfileLine &line : one.lines) {
            if (!labels.contains(line.label) && labels.size() < 20)
                labels.append(line.label);
        }
    }
    const auto columnOf = [](qsizetype index) { return QStringLiteral("line%1").arg(index); };
    const QString jid = QStringLiteral("jid");
    const QString name = QStringLiteral("nick");
    xml.open("x", dataform::ns);
    xml.attribute("type", "result");
    dataform::writeFormType(xml, searchNs);
    xml.open("reported");
    writeColumn(xml, jid, QStringLiteral("Address"), "jid-single");
    writeColumn(xml, name, QStringLiteral("Name"), "text-single");
    for (qsizetype index = 0; index < labels.size(); ++index)
        writeColumn(xml, columnOf(index), labels.at(index), "text-single");
    xml.close();
    for (const ContactsFound::Found &one : found) {
        xml.open("item");
        writeCell(xml, jid, m_service.addresses.address(one.contact.id));
        writeCell(xml, name, nameOf(one.contact));
        for (const ProfileLine &line : one.lines) {
            if (const qsizetype index = labels.indexOf(line.label); index >= 0)
                writeCell(xml, columnOf(index), line.text);
        }
        xml.close();
    }
    xml.close();
}

} // namespace spectrum::xmpp
