// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactDialogues.h"

#include "../ErrorMap.h"
#include "Asking.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

// An answer stays well below what servers take as one stanza.
constexpr qsizetype maximumShown = 500;

QString key(const char *name)
{
    return QString::fromLatin1(name);
}

Field contactField()
{
    return {.key = key("contact"),
            .label = QStringLiteral("Contact"),
            .help = QStringLiteral("the name on the network, or the address here"),
            .isRequired = true};
}

Field nameField()
{
    return {.key = key("name"), .label = QStringLiteral("Name in your list")};
}

QString wordOf(Availability availability)
{
    switch (availability) {
    case Availability::Offline:
        return QStringLiteral("offline");
    case Availability::Online:
    case Availability::Chatty:
        return QStringLiteral("online");
    case Availability::Away:
    case Availability::ExtendedAway:
        return QStringLiteral("away");
    case Availability::Busy:
        return QStringLiteral("busy");
    case Availability::Invisible:
        break;
    }
    return QStringLiteral("unknown");
}

// What people type: an address here, or a name of the network.
Result<ContactId> readContact(const Service &service, const QString &typed)
{
    const QString text = typed.trimmed();
    const auto jid = Jid::parse(text);
    const bool isAddress = jid && jid->hasNode() && jid->domain() == service.options.domain;
    const QString name = isAddress ? service.addresses.nameOf(*jid) : text;
    if (service.host.network().isRoomName(name))
        return Error{ErrorKind::InvalidInput, QStringLiteral("That is a room.")};
    return service.host.network().contactId(name);
}

QString describe(const Service &service, const Contact &contact)
{
    QStringList parts{service.addresses.address(contact.id)};
    if (!contact.name.isEmpty() && contact.name != contact.id.toString())
        parts.append(contact.name);
    if (!contact.groups.isEmpty())
        parts.append(QStringLiteral("in ") + contact.groups.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(" – "));
}

DialoguePage listPage(const Service &service, const QList<std::pair<Contact, QString>> &contacts)
{
    DialoguePage page{.title = QStringLiteral("Contacts"),
                      .text = contacts.isEmpty() ? QStringLiteral("You have no contacts.")
                              : contacts.size() == 1
                                  ? QStringLiteral("You have one contact.")
                                  : QStringLiteral("You have %1 contacts.").arg(contacts.size())};
    if (contacts.size() > maximumShown)
        page.text += QStringLiteral(" The first %1 are shown.").arg(maximumShown);
    for (const auto &[contact, state] : contacts) {
        if (page.facts.size() >= maximumShown)
            break;
        page.facts.append({describe(service, contact), state});
    }
    return page;
}

QFuture<DialoguePage> listContacts(Service &service, const UserId &id)
{
    const User *user = service.users.find(id);
    if (user && !user->contacts.empty()) {
        QList<std::pair<Contact, QString>> contacts;
        for (const auto &known : user->contacts)
            contacts.append({known->contact, wordOf(known->presence.availability)});
        return asking::ready(listPage(service, contacts));
    }
    return service.host.findContacts(id).then(
        &service.context, [&service](const Result<QList<Contact>> &found) {
            if (!found)
                return asking::failed(QStringLiteral("Contacts"), toStanzaError(found.error()).text);
            QList<std::pair<Contact, QString>> contacts;
            for (const Contact &contact : *found)
                contacts.append({contact, QString()});
            return listPage(service, contacts);
        });
}

// What the three that change something have in common.
struct Change {
    QString title;
    QList<Field> fields;
    std::function<Result<Command>(const UserId &user, const ContactId &contact,
                                  const Dialogue::Answers &answers, RequestId request)>
        order;
    QString done;
};

QFuture<DialoguePage> makeChange(Service &service, const std::shared_ptr<const Change> &change,
                                 const UserId &user, const Dialogue::Answers &answers)
{
    const DialoguePage question{.title = change->title, .fields = change->fields};
    const Result<ContactId> contact = readContact(service, answers.value(key("contact")));
    if (!contact)
        return asking::ready(asking::again(question, toStanzaError(contact.error()).text));
    const RequestId request = service.host.nextRequest();
    Result<Command> command = change->order(user, *contact, answers, request);
    if (!command)
        return asking::ready(asking::again(question, toStanzaError(command.error()).text));
    const auto promise = std::make_shared<QPromise<DialoguePage>>();
    promise->start();
    QFuture<DialoguePage> future = promise->future();
    service.order(user, request, std::move(*command),
                  [promise, question, name = contact->toString(),
                   done = change->done](const std::optional<Error> &error, const QList<Room> &) {
                      promise->addResult(error ? asking::failed(question.title, toStanzaError(*error).text)
                                               : asking::done(question.title, done.arg(name)));
                      promise->finish();
                  });
    return future;
}

DialogueKind changeKind(Service &service, const char *name, const Change &given)
{
    const auto change = std::make_shared<const Change>(given);
    return {.name = key(name),
            .title = change->title,
            .audience = DialogueKind::Audience::Registered,
            .create = [&service, change](const UserId &user) {
                return asking::dialogue(
                    [change] { return asking::ready({.title = change->title, .fields = change->fields}); },
                    [&service, change, user](const Dialogue::Answers &answers) {
                        return makeChange(service, change, user, answers);
                    });
            }};
}

Change addition()
{
    return {.title = QStringLiteral("Add a contact"),
            .fields = {contactField(),
                       nameField(),
                       {.key = key("groups"),
                        .label = QStringLiteral("Groups"),
                        .help = QStringLiteral("separated by commas")}},
            .order = [](const UserId &, const ContactId &contact, const Dialogue::Answers &answers,
                        RequestId request) -> Result<Command> {
                QStringList groups;
                for (const QString &group : answers.value(key("groups")).split(u',', Qt::SkipEmptyParts))
                    groups.append(group.simplified());
                groups.removeAll(QString());
                groups.removeDuplicates();
                return Command(SetContact{.request = request,
                                          .contact = {.id = contact,
                                                      .name = answers.value(key("name")).simplified(),
                                                      .groups = groups}});
            },
            .done = QStringLiteral("%1 is one of your contacts.")};
}

Error noContact()
{
    return {ErrorKind::NotFound, QStringLiteral("You have no such contact.")};
}

Change renaming(Service &service)
{
    Field name = nameField();
    name.label = QStringLiteral("New name");
    name.isRequired = true;
    return {.title = QStringLiteral("Rename a contact"),
            .fields = {contactField(), name},
            .order = [&service](const UserId &id, const ContactId &contact, const Dialogue::Answers &answers,
                                RequestId request) -> Result<Command> {
                const User *user = service.users.find(id);
                const KnownContact *known = user ? user->findContact(contact) : nullptr;
                if (!known)
                    return noContact();
                Contact renamed = known->contact;
                renamed.name = answers.value(key("name")).simplified();
                return Command(SetContact{.request = request, .contact = renamed});
            },
            .done = QStringLiteral("%1 was renamed.")};
}

Change removal(Service &service)
{
    return {.title = QStringLiteral("Remove a contact"),
            .fields = {contactField()},
            .order = [&service](const UserId &id, const ContactId &contact, const Dialogue::Answers &,
                                RequestId request) -> Result<Command> {
                const User *user = service.users.find(id);
                if (!user || !user->findContact(contact))
                    return noContact();
                return Command(RemoveContact{.request = request, .contact = contact});
            },
            .done = QStringLiteral("%1 is no longer one of your contacts.")};
}

} // namespace

QList<DialogueKind> contactDialogues(Service &service)
{
    const auto list = [&service](const UserId &user) {
        return asking::dialogue([&service, user] { return listContacts(service, user); });
    };
    return {{.name = key("contacts"),
             .title = QStringLiteral("List your contacts"),
             .audience = DialogueKind::Audience::Registered,
             .create = list},
            changeKind(service, "add-contact", addition()),
            changeKind(service, "rename-contact", renaming(service)),
            changeKind(service, "remove-contact", removal(service))};
}

} // namespace spectrum::xmpp
