// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Wire.h"

#include <spectrum/Codec.h>
#include <spectrum/Events.h>

#include <QDataStream>
#include <QIODevice>

namespace spectrum::core::wire
{

namespace
{

constexpr auto streamVersion = QDataStream::Qt_6_4;
constexpr quint32 maximumSettings = 10000;

Error nonsense()
{
    return {ErrorKind::InvalidInput, QStringLiteral("a frame that makes no sense")};
}

void write(QDataStream &stream, const Settings &settings)
{
    const QStringList keys = settings.keys();
    stream << static_cast<quint32>(keys.size());
    for (const QString &key : keys) {
        const Secret secret = settings.secret(key);
        stream << key << settings.isGiven(key) << settings.list(key)
               << QByteArray::fromRawData(secret.expose().data(), secret.expose().size());
    }
}

bool read(QDataStream &stream, Settings &settings)
{
    quint32 count = 0;
    stream >> count;
    if (count > maximumSettings)
        return false;
    for (; count > 0 && stream.status() == QDataStream::Ok; --count) {
        QString key;
        QStringList values;
        QByteArray secret;
        bool isGiven = false;
        stream >> key >> isGiven >> values >> secret;
        if (isGiven)
            settings.setGiven(key, values);
        else
            settings.setDefault(key, values);
        if (!secret.isEmpty())
            settings.setSecret(key, Secret(secret));
        codec::wipeFrame(secret);
    }
    return stream.status() == QDataStream::Ok;
}

// Fields cross the border as those of a login step: the codec judges them the same way.
QByteArray encodeFields(const QList<Field> &fields)
{
    return codec::encode(Event(LoginStepRequired{{.fields = fields}}));
}

bool decodeFields(const QByteArray &frame, QList<Field> &fields)
{
    const Result<Event> event = codec::decodeEvent(frame);
    const auto *step = event ? std::get_if<LoginStepRequired>(&*event) : nullptr;
    if (step == nullptr)
        return false;
    fields = step->step.fields;
    return true;
}

} // namespace

QByteArray encode(const Greeting &greeting)
{
    QByteArray body;
    // So that no copy with secrets is left behind by growing.
    body.reserve(256 * 1024);
    QDataStream stream(&body, QIODevice::WriteOnly);
    stream.setVersion(streamVersion);
    stream << greeting.version << greeting.modulePath;
    write(stream, greeting.settings);
    stream << greeting.filesFolder << greeting.maximumFileSize << greeting.privateFolder
           << greeting.maximumMemory << greeting.maximumFiles << greeting.logLevel << greeting.logFormat
           << greeting.logRules;
    return body;
}

QByteArray encode(const Welcoming &welcoming)
{
    QByteArray body;
    QDataStream stream(&body, QIODevice::WriteOnly);
    stream.setVersion(streamVersion);
    stream << welcoming.version << encodeFields(welcoming.accountFields)
           << encodeFields(welcoming.searchFields);
    return body;
}

Result<Greeting> decodeGreeting(QByteArrayView body)
{
    QDataStream stream(QByteArray::fromRawData(body.data(), body.size()));
    stream.setVersion(streamVersion);
    Greeting greeting;
    stream >> greeting.version;
    if (stream.status() != QDataStream::Ok || greeting.version != version)
        return nonsense();
    stream >> greeting.modulePath;
    if (!read(stream, greeting.settings))
        return nonsense();
    stream >> greeting.filesFolder >> greeting.maximumFileSize >> greeting.privateFolder >>
        greeting.maximumMemory >> greeting.maximumFiles >> greeting.logLevel >> greeting.logFormat >>
        greeting.logRules;
    if (stream.status() != QDataStream::Ok)
        return nonsense();
    return greeting;
}

Result<Welcoming> decodeWelcoming(QByteArrayView body)
{
    QDataStream stream(QByteArray::fromRawData(body.data(), body.size()));
    stream.setVersion(streamVersion);
    Welcoming welcoming;
    QByteArray accountFields;
    QByteArray searchFields;
    stream >> welcoming.version >> accountFields >> searchFields;
    if (stream.status() != QDataStream::Ok || welcoming.version != version ||
        !decodeFields(accountFields, welcoming.accountFields) ||
        !decodeFields(searchFields, welcoming.searchFields))
        return nonsense();
    return welcoming;
}

} // namespace spectrum::core::wire
