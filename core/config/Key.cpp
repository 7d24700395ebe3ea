// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Key.h"

#include "config/NearestName.h"

#include <QJsonArray>

#include <algorithm>

namespace spectrum::config
{

namespace
{

Error malformed(const QString &key, const QString &what)
{
    return {.kind = ErrorKind::InvalidInput, .userText = QStringLiteral("the key \"%1\": %2").arg(key, what)};
}

template <typename Enum>
bool choose(const QString &word, const QStringList &words, Enum &chosen)
{
    const qsizetype index = words.indexOf(word);
    chosen = static_cast<Enum>(qMax<qsizetype>(0, index));
    return index >= 0;
}

QStringList words(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &item : array)
        list += item.toVariant().toString();
    return list;
}

bool isKeyName(const QString &name)
{
    QStringList parts = name.split(u'.');
    if (parts.size() == 2 && parts[1] == QLatin1String("*"))
        parts[1] = parts[0];
    return parts.size() == 2 && std::all_of(parts.begin(), parts.end(), [](const QString &part) {
               return !part.isEmpty() && part.size() <= 64 &&
                      std::all_of(part.begin(), part.end(), [](QChar c) {
                          return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'_' || c == u'-';
                      });
           });
}

Error wrong(const QString &text)
{
    return {.kind = ErrorKind::InvalidInput, .userText = text};
}

QMap<QString, Key::OldChoice> readOldChoices(const QJsonObject &object)
{
    QMap<QString, Key::OldChoice> old;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonObject meaning = it->toObject();
        old.insert(it.key(), {meaning.value(u"value").toString(), meaning.value(u"notice").toString()});
    }
    return old;
}

Result<QString> normalisedBoolean(const QString &value)
{
    const QString word = value.toLower();
    if (QStringList{QStringLiteral("1"), QStringLiteral("true"), QStringLiteral("yes"), QStringLiteral("on")}
            .contains(word))
        return QStringLiteral("1");
    if (QStringList{QStringLiteral("0"), QStringLiteral("false"), QStringLiteral("no"), QStringLiteral("off")}
            .contains(word))
        return QStringLiteral("0");
    return wrong(QStringLiteral("must be 0 or 1 (or false, true, no, yes, off, on)"));
}

Result<QString> normalisedChoice(const Key &key, const QString &value)
{
    const QString word = value.toLower();
    if (const auto old = key.oldChoices.constFind(word); old != key.oldChoices.cend())
        return old->value.isEmpty() ? Result<QString>(wrong(old->notice)) : Result<QString>(old->value);
    if (key.choices.contains(word))
        return word;
    return Error{.kind = ErrorKind::InvalidInput,
                 .userText = QStringLiteral("must be one of %1").arg(key.choices.join(u", ")),
                 .detail = nearestName(word, key.choices)};
}

Result<QString> normalisedInteger(const Key &key, const QString &value)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber)
        return wrong(key.type == Key::Type::Duration ? QStringLiteral("must be a number of seconds")
                                                     : QStringLiteral("must be a whole number"));
    if (number < key.minimum)
        return wrong(QStringLiteral("must be at least %1").arg(key.minimum));
    if (number > key.maximum)
        return wrong(QStringLiteral("must be at most %1").arg(key.maximum));
    return QString::number(number);
}

} // namespace

Result<Key> Key::fromJson(const QJsonObject &object)
{
    Key key;
    key.name = object.value(u"key").toString();
    if (!isKeyName(key.name))
        return malformed(key.name.left(80), QStringLiteral("its name is not section.key"));
    const QStringList types{QStringLiteral("text"),    QStringLiteral("list"),    QStringLiteral("integer"),
                            QStringLiteral("boolean"), QStringLiteral("secret"),  QStringLiteral("path"),
                            QStringLiteral("choice"),  QStringLiteral("duration")};
    if (!choose(object.value(u"type").toString(), types, key.type))
        return malformed(key.name, QStringLiteral("its type must be one of %1").arg(types.join(u", ")));
    const QStringList scopes{QStringLiteral("host"), QStringLiteral("instance")};
    if (!choose(object.value(u"scope").toString(scopes[1]), scopes, key.scope))
        return malformed(key.name, QStringLiteral("its scope must be host or instance"));
    const QStringList states{QStringLiteral("current"), QStringLiteral("planned"),
                             QStringLiteral("replaced")};
    if (!choose(object.value(u"status").toString(states[0]), states, key.status))
        return malformed(key.name, QStringLiteral("its status must be current, planned or replaced"));
    if (object.contains(u"default"))
        key.defaults = words(object.value(u"default"));
    if (object.contains(u"choices"))
        key.choices = words(object.value(u"choices"));
    key.oldChoices = readOldChoices(object.value(u"oldChoices").toObject());
    if (key.type == Type::Duration)
        key.minimum = 0;
    if (object.contains(u"minimum"))
        key.minimum = object.value(u"minimum").toInteger();
    if (object.contains(u"maximum"))
        key.maximum = object.value(u"maximum").toInteger();
    key.mode = object.value(u"mode").toString(QStringLiteral("both"));
    key.since = object.value(u"since").toString();
    key.doc = object.value(u"doc").toString();
    key.notice = object.value(u"notice").toString();
    key.needsRestart = object.value(u"restart").toBool();
    if (key.doc.isEmpty())
        return malformed(key.name, QStringLiteral("it has no doc"));
    if (key.type == Type::Choice && key.choices.isEmpty())
        return malformed(key.name, QStringLiteral("it has no choices"));
    for (QString &value : key.defaults) {
        const Result<QString> checked = value.isEmpty() ? Result<QString>(value) : key.normalised(value);
        if (!checked)
            return malformed(key.name, QStringLiteral("its default %1").arg(checked.error().userText));
        value = *checked;
    }
    return key;
}

Result<QString> Key::normalised(const QString &value) const
{
    switch (type) {
    case Type::Boolean:
        return normalisedBoolean(value);
    case Type::Integer:
    case Type::Duration:
        return normalisedInteger(*this, value);
    case Type::Choice:
        return normalisedChoice(*this, value);
    case Type::Text:
    case Type::List:
    case Type::Secret:
    case Type::Path:
        break;
    }
    return value;
}

QString Key::noticeOf(const QString &value) const
{
    return oldChoices.value(value.toLower()).notice;
}

QString Key::successor() const
{
    const QString nothing = QStringLiteral("nothing: ");
    return notice.startsWith(nothing) ? QStringLiteral(": ") + notice.mid(nothing.size())
                                      : QStringLiteral("; instead: ") + notice;
}

} // namespace spectrum::config
