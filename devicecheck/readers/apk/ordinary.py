# SPDX-FileCopyrightText: 2026 DeviceCheck contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts of an app that nobody has to talk about: a rule of a family that fits one of these would fit nearly every app.

Written here from public documentation of Android and of libraries that very many apps hold; no app was taken apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from devicecheck.readers.apk.rules import Rules, TooSlow, compiled
from devicecheck.readers.bounds import Watch

MANIFEST = """
manifest package versionCode versionName application activity activity-alias service receiver provider meta-data
uses-permission uses-feature uses-sdk intent-filter action category queries http://schemas.android.com/apk/res/android
android.intent.action.MAIN android.intent.category.LAUNCHER android.intent.action.BOOT_COMPLETED
android.intent.action.VIEW android.intent.category.BROWSABLE android.intent.action.SEND com.example.app.MainActivity
android.permission.INTERNET android.permission.ACCESS_NETWORK_STATE android.permission.WAKE_LOCK
android.permission.RECEIVE_BOOT_COMPLETED android.permission.FOREGROUND_SERVICE android.permission.POST_NOTIFICATIONS
android.permission.CAMERA android.permission.RECORD_AUDIO android.permission.READ_CONTACTS
android.permission.ACCESS_FINE_LOCATION android.permission.ACCESS_COARSE_LOCATION android.permission.READ_PHONE_STATE
android.permission.BIND_ACCESSIBILITY_SERVICE android.permission.BIND_DEVICE_ADMIN android.permission.READ_SMS
com.google.android.c2dm.permission.RECEIVE com.google.firebase.MESSAGING_EVENT com.google.android.gms.version
com.google.android.geo.API_KEY androidx.startup.InitializationProvider com.facebook.FacebookActivity
"""
CODE = """
Landroid/app/Activity; Landroid/app/Application; Landroid/app/Service; Landroid/content/Context;
Landroid/content/Intent; Landroid/content/BroadcastReceiver; Landroid/content/ContentResolver; Landroid/database/Cursor;
Landroid/os/Bundle; Landroid/os/Handler; Landroid/util/Log; Landroid/view/View; Landroid/webkit/WebView;
Landroid/widget/TextView; Landroid/location/Location; Landroid/hardware/Camera; Landroid/media/MediaRecorder;
Landroid/telephony/TelephonyManager; Landroid/telephony/SmsManager; Landroid/provider/ContactsContract$Contacts;
Landroidx/appcompat/app/AppCompatActivity; Landroidx/core/app/NotificationCompat; Landroidx/work/Worker;
Landroidx/room/RoomDatabase; Landroidx/recyclerview/widget/RecyclerView; Lkotlin/Unit; Lkotlin/jvm/internal/Intrinsics;
Lkotlinx/coroutines/Job; Lcom/google/gson/Gson; Lcom/google/android/gms/common/api/GoogleApiClient;
Lcom/google/android/gms/maps/GoogleMap; Lcom/google/firebase/messaging/FirebaseMessagingService;
Lcom/google/firebase/database/FirebaseDatabase; Lcom/facebook/FacebookSdk; Lcom/squareup/picasso/Picasso;
Lcom/bumptech/glide/Glide; Lokhttp3/OkHttpClient; Lretrofit2/Retrofit; Lio/reactivex/Observable; Ldagger/Module;
Lorg/json/JSONObject; Ljava/lang/String; Ljava/lang/Runtime; Ljava/net/HttpURLConnection; Ljavax/crypto/Cipher;
onCreate onResume onDestroy onReceive onStartCommand onBind getSystemService startActivity startService sendBroadcast
getDeviceId getLastKnownLocation getAccounts setContentView findViewById loadUrl getSharedPreferences openFileOutput
AES/CBC/PKCS5Padding SHA-256 UTF-8 application/json multipart/form-data Authorization Bearer User-Agent Mozilla/5.0
https://www.google.com https://play.google.com/store/apps/details https://www.googleapis.com https://firebaseio.com
https://firebasestorage.googleapis.com https://fcm.googleapis.com https://graph.facebook.com https://api.twitter.com
https://s3.amazonaws.com https://api.example.com/v1/login https://settings.crashlytics.com https://maps.google.com
http://localhost:8080 127.0.0.1 192.168.0.1 /system/bin/su /system/app /proc/cpuinfo /sdcard/Download libc.so
Lcom/example/app/MainActivity; Lcom/example/app/service/LocationService; password username login register settings
location message contact photo video camera record upload download sync monitor track call sms history screen
"""
LIBRARY = """
JNI_OnLoad Java_com_example_app_Native_stringFromJNI __android_log_print libc.so libm.so libdl.so liblog.so
libstdc++.so __cxa_finalize malloc free memcpy pthread_create socket connect recv send SSL_read SSL_write sqlite3_open
OpenSSL 1.1.1 GCC: (GNU) clang version 14.0.7 Android NDK
"""
SECONDS_FOR_ALL, SECONDS_FOR_ONE_RULE = 10.0, 2.0
FILLING = 64 << 10
"""Bytes without meaning in each part: real code holds every short run of bytes."""


def parts() -> Mapping[str, bytes]:
    """Manifest, code and a library as the rules are given them; the same at every call."""
    manifest = b"\x03\x00\x08\x00" + b"".join(word.encode("utf-16-le") + b"\0\0" for word in MANIFEST.split())
    return {
        "AndroidManifest.xml": manifest + MANIFEST.encode(),
        "classes.dex": b"dex\n035\0" + _strings(CODE) + _filling(),
        "lib/arm64-v8a/libnative.so": b"\x7fELF\x02\x01\x01\0" + _strings(LIBRARY) + _filling(),
    }


@dataclass(frozen=True)
class Tried:
    """Shape: `wide` names the rule and the part that it fits, by whose the rule is; `slow` are the owners of rules that
    take longer over one part than `SECONDS_FOR_ONE_RULE`."""

    wide: dict[str, tuple[str, str]]
    slow: tuple[str, ...]


def tried(texts: Mapping[str, str]) -> Tried:
    """What rules that can be compiled do with the ordinary parts. If all together are slow, each is tried alone."""
    try:
        return Tried(_wide(compiled(texts), len(parts()) * SECONDS_FOR_ALL), ())
    except TooSlow:
        return _each_alone(texts)


def _each_alone(texts: Mapping[str, str]) -> Tried:
    wide: dict[str, tuple[str, str]] = {}
    slow: list[str] = []
    for owner, text in texts.items():
        try:
            wide |= _wide(compiled({owner: text}), SECONDS_FOR_ONE_RULE)
        except TooSlow:
            slow.append(owner)
    return Tried(wide, tuple(slow))


def _wide(rules: Rules, seconds: float) -> dict[str, tuple[str, str]]:
    """Errors: TooSlow."""
    watch = Watch(seconds, lambda: False)
    return {owner: (rule, part) for part, data in parts().items() for owner, rule in rules.matches(data, watch)}


def _strings(text: str) -> bytes:
    """As code holds them: each with its length in front and a zero behind."""
    return b"".join(bytes([min(len(word), 127)]) + word.encode() + b"\0" for word in text.split())


def _filling() -> bytes:
    state, made = 1, bytearray()
    while len(made) < FILLING:
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        made += state.to_bytes(8, "little")
    return bytes(made)
