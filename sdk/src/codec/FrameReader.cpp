// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include "FrameReader.h"

#include <QTimeZone>

namespace spectrum::codec
{

namespace
{

constexpr qsizetype lengthSize = sizeof(quint32);
// Longer makes no sense, and would overflow when somebody counts in a finer unit.
constexpr std::chrono::seconds longestDuration = std::chrono::hours(24) * 36500;

} // namespace

bool read(QByteArrayView bytes, bool &value)
{
    quint8 number = 0;
    const bool isOk = read(bytes, number) && number <= 1;
    value = number == 1;
    return isOk;
}

bool read(QByteArrayView bytes, RequestId &value)
{
    quint64 number = 0;
    const bool isOk = read(bytes, number);
    value = static_cast<RequestId>(number);
    return isOk;
}

bool read(QByteArrayView bytes, std::chrono::seconds &value)
{
    qint64 number = 0;
    if (!read(bytes, number) || number < 0 || number > longestDuration.count())
        return false;
    value = std::chrono::seconds(number);
    return true;
}

bool read(QByteArrayView bytes, QString &value)
{
    if (bytes.size() % qsizetype(sizeof(char16_t)) != 0)
        return false;
    value.resize(bytes.size() / qsizetype(sizeof(char16_t)));
    qFromLittleEndian<char16_t>(bytes.data(), value.size(), value.data());
    return true;
}

bool read(QByteArrayView bytes, QByteArray &value)
{
    value = bytes.toByteArray();
    return true;
}

bool read(QByteArrayView bytes, QUrl &value)
{
    value = QUrl::fromEncoded(bytes.toByteArray(), QUrl::StrictMode);
    return bytes.isEmpty() || value.isValid();
}

bool read(QByteArrayView bytes, QDateTime &value)
{
    if (bytes.isEmpty())
        return true;
    qint64 number = 0;
    if (!read(bytes, number))
        return false;
    // toUTC(), because a zone that is called UTC is not yet Qt::UTC.
    value = QDateTime::fromMSecsSinceEpoch(number, QTimeZone::utc()).toUTC();
    return value.isValid();
}

bool read(QByteArrayView bytes, Secret &value)
{
    value = Secret(bytes);
    return true;
}

bool read(QByteArrayView bytes, QMap<QString, QString> &values)
{
    quint32 count = 0;
    if (!cutCount(bytes, count))
        return false;
    QByteArrayView field;
    for (; count > 0; --count) {
        QString key;
        if (!cutField(bytes, field) || !read(field, key) || values.contains(key))
            return false;
        if (!cutField(bytes, field) || !read(field, values[key]))
            return false;
    }
    return bytes.isEmpty();
}

bool cutField(QByteArrayView &rest, QByteArrayView &field)
{
    quint32 length = 0;
    if (rest.size() < lengthSize || !read(rest.first(lengthSize), length) ||
        length > rest.size() - lengthSize)
        return false;
    field = rest.sliced(lengthSize, length);
    rest = rest.sliced(lengthSize + length);
    return true;
}

bool cutCount(QByteArrayView &rest, quint32 &count)
{
    if (rest.size() < lengthSize || !read(rest.first(lengthSize), count))
        return false;
    rest = rest.sliced(lengthSize);
    return count <= rest.size() / lengthSize;
}

} // namespace spectrum::codec
