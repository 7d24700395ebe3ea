// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Check.h"

#include "config/NearestName.h"
#include "config/SecretSource.h"

namespace spectrum::config
{

namespace
{

const QString fileForm = QStringLiteral("_file");
const QString credentialForm = QStringLiteral("_credential");

void noticeOnce(Mistakes &notices, Mistake notice)
{
    if (isFull(notices) || !notices.contains(notice))
        report(notices, std::move(notice));
}

} // namespace

void Check::setInstance(const QString &address, const QString &frontend, const QString &network)
{
    m_address = address;
    m_frontend = frontend;
    m_network = network;
}

void Check::addLayer(const Source &source)
{
    Layer layer;
    for (const IniEntry &entry : source.entries)
        addEntry(layer, source, entry);
    // One form of a secret given in a later layer replaces all its forms of an earlier one.
    for (auto it = layer.cbegin(); it != layer.cend(); ++it) {
        QString form;
        if (const Key *key = findKey(it.key(), form); key && key->type == Key::Type::Secret) {
            for (const QString &any : {QString(), fileForm, credentialForm})
                m_given.remove(key->name + any);
        }
    }
    for (auto it = layer.cbegin(); it != layer.cend(); ++it)
        m_given.insert(it.key(), it.value());
}

void Check::addInstanceLayer(const Source &source)
{
    Source own{source.file, {}};
    QStringList misplaced;
    int line = 0;
    for (const IniEntry &entry : source.entries) {
        const Key *key = m_schema.hostKey(entry.key);
        if (!key || key->scope == Key::Scope::Instance || key->status != Key::Status::Current) {
            own.entries.append(entry);
            continue;
        }
        line = misplaced.isEmpty() ? entry.line : line;
        if (!misplaced.contains(entry.key))
            misplaced += entry.key;
    }
    if (!misplaced.isEmpty())
        noticeOnce(m_outcome.notices,
                   {.file = source.file,
                    .line = line,
                    .text = QStringLiteral("what is for the whole host has no effect in the file of one of "
                                           "its instances, and belongs into the host's file: %1")
                                .arg(misplaced.join(u", "))});
    m_isShared = false;
    addLayer(own);
    m_isShared = true;
}

void Check::addEntry(Layer &layer, const Source &source, const IniEntry &entry)
{
    QString form;
    const Key *key = findKey(entry.key, form);
    if (!key)
        return reportUnknown(source, entry);
    noticeStatus(*key, source, entry);
    if (key->isOpen())
        noticeNearMiss(source, entry);
    const QString value = expanded(entry.value);
    const Result<QString> checked =
        form.isEmpty() && key->type != Key::Type::Secret ? key->normalised(value) : Result<QString>(value);
    Given &given = layer[entry.key];
    if (!given.values.isEmpty() && key->type != Key::Type::List)
        return report(m_outcome.mistakes,
                      {.file = source.file,
                       .line = entry.line,
                       .key = entry.key,
                       .text = QStringLiteral("is given twice, first in line %1").arg(given.line)});
    given.file = source.file;
    given.line = entry.line;
    // "key=" is an empty list, not a list with an empty word.
    if (key->type != Key::Type::List || !value.isEmpty())
        given.values += checked ? *checked : value;
    if (const QString notice = key->noticeOf(value); checked && !notice.isEmpty())
        noticeOnce(m_outcome.notices,
                   {.file = source.file, .line = entry.line, .key = entry.key, .text = notice});
    if (!checked && key->status != Key::Status::Replaced)
        report(m_outcome.mistakes, {.file = source.file,
                                    .line = entry.line,
                                    .key = entry.key,
                                    .text = checked.error().userText,
                                    .nearest = checked.error().detail});
    if (key->type == Key::Type::Secret && form.isEmpty() && entry.line > 0 &&
        SecretSource::isReadableByOthers(source.file))
        noticeOnce(m_outcome.notices,
                   {.file = source.file,
                    .key = {},
                    .text = QStringLiteral("has a secret and can be read by everybody; run: "
                                           "chmod o-rwx %1")
                                .arg(source.file)});
}

const Key *Check::findKey(const QString &name, QString &secretForm) const
{
    if (const Key *key = m_schema.find(name, m_frontend, m_network))
        return key;
    for (const QString &form : {fileForm, credentialForm}) {
        if (!name.endsWith(form))
            continue;
        const Key *key = m_schema.find(name.chopped(form.size()), m_frontend, m_network);
        if (key && key->type == Key::Type::Secret) {
            secretForm = form;
            return key;
        }
    }
    return m_schema.findOpen(name, m_frontend, m_network);
}

void Check::reportUnknown(const Source &source, const IniEntry &entry)
{
    Mistake mistake{.file = source.file, .line = entry.line, .key = entry.key};
    // A search for the nearest name that nobody reads would take most of the time.
    if (isFull(m_outcome.mistakes))
        return report(m_outcome.mistakes, std::move(mistake));
    const QString section = entry.key.section(u'.', 0, 0);
    QStringList names;
    bool isSectionKnown = false;
    const QList<Key> keys = m_schema.keysFor(m_frontend, m_network);
    for (const Key &key : keys) {
        names += key.name;
        isSectionKnown = isSectionKnown || key.section() == section;
    }
    if (const QString owner = m_schema.ownerOf(entry.key); !owner.isEmpty()) {
        if (m_isShared && m_inUse.contains(owner))
            return;
        mistake.text =
            QStringLiteral("has no effect: it belongs to the module \"%1\", which this does not use")
                .arg(owner);
        return noticeOnce(m_outcome.notices, std::move(mistake));
    }
    if (!isSectionKnown && m_schema.isOptionalSection(section)) {
        mistake.text = QStringLiteral("has no effect: no module with such a section is in use");
        return noticeOnce(m_outcome.notices, std::move(mistake));
    }
    mistake.text = isSectionKnown ? QStringLiteral("there is no such key")
                                  : QStringLiteral("there is no section [%1]").arg(section);
    mistake.nearest = nearestName(entry.key, names);
    report(m_outcome.mistakes, std::move(mistake));
}

void Check::noticeStatus(const Key &key, const Source &source, const IniEntry &entry)
{
    if (key.status == Key::Status::Current)
        return;
    const QString text = key.status == Key::Status::Planned
                             ? QStringLiteral("is known, and takes effect in a later version")
                             : QStringLiteral("has no effect any more") + key.successor();
    noticeOnce(m_outcome.notices, {.file = source.file, .line = entry.line, .key = entry.key, .text = text});
}

// Whether the module knows the key is not known here, but one that looks like another is told.
void Check::noticeNearMiss(const Source &source, const IniEntry &entry)
{
    QStringList names;
    const QList<Key> keys = m_schema.keysFor(m_frontend, m_network);
    for (const Key &key : keys) {
        if (!key.isOpen() && key.section() == entry.key.section(u'.', 0, 0))
            names += key.name;
    }
    const QString nearest = nearestName(entry.key, names);
    if (!nearest.isEmpty())
        noticeOnce(
            m_outcome.notices,
            {.file = source.file,
             .line = entry.line,
             .key = entry.key,
             .text = QStringLiteral("is given to the module as it is; it knows a key with a similar name"),
             .nearest = nearest});
}

QString Check::expanded(QString value) const
{
    if (m_address.isEmpty() || m_schema.addressVariable().isEmpty())
        return value;
    return value.replace(u'$' + m_schema.addressVariable(), m_address);
}

Settings Check::settings()
{
    Settings settings;
    const QList<Key> keys = m_schema.keysFor(m_frontend, m_network);
    for (const Key &key : keys) {
        if (key.type == Key::Type::Secret) {
            setSecret(settings, key);
            continue;
        }
        if (key.isOpen()) {
            setOpen(settings, key);
            continue;
        }
        const auto given = m_given.constFind(key.name);
        QStringList defaults;
        for (const QString &value : key.defaults)
            defaults += expanded(value);
        if (given == m_given.cend())
            settings.setDefault(key.name, defaults);
        else
            settings.setGiven(key.name, given->values);
    }
    return settings;
}

void Check::setOpen(Settings &settings, const Key &key)
{
    for (auto it = m_given.cbegin(); it != m_given.cend(); ++it) {
        QString form;
        const bool isIts = it.key().section(u'.', 0, 0) == key.section();
        if (isIts && findKey(it.key(), form) == m_schema.findOpen(it.key(), m_frontend, m_network))
            settings.setGiven(it.key(), it->values);
    }
}

void Check::setSecret(Settings &settings, const Key &key)
{
    QList<QPair<QString, Given>> forms;
    for (const QString &form : {QString(), fileForm, credentialForm}) {
        if (const auto given = m_given.constFind(key.name + form); given != m_given.cend())
            forms.append({form, *given});
    }
    if (forms.isEmpty())
        return;
    const auto &[form, given] = forms.constFirst();
    if (forms.size() > 1)
        return complain(forms.constLast().second, key.name + forms.constLast().first,
                        QStringLiteral("the secret is given already, by %1").arg(key.name + form));
    const QString value = given.values.constFirst();
    if (form.isEmpty())
        return settings.setSecret(key.name, Secret(value.toUtf8()));
    const Result<Secret> secret =
        form == fileForm ? SecretSource::fromFile(value) : SecretSource::fromCredential(value);
    if (!secret)
        return complain(given, key.name + form, secret.error().userText);
    settings.setSecret(key.name, *secret);
    if (form == fileForm && SecretSource::isReadableByOthers(value))
        noticeOnce(m_outcome.notices,
                   {.file = given.file,
                    .line = given.line,
                    .key = key.name + form,
                    .text = QStringLiteral("%1 can be read by everybody; run: chmod o-rwx %1").arg(value)});
}

void Check::complain(const Given &given, const QString &key, const QString &text)
{
    report(m_outcome.mistakes, {.file = given.file, .line = given.line, .key = key, .text = text});
}

} // namespace spectrum::config
